import type { DemoPerson } from './people.ts'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

const kindNames: Record<DemoPerson['kind'], string> = {
  citizen: 'Công dân',
  'household-business': 'Hộ kinh doanh',
  business: 'Doanh nghiệp',
  organisation: 'Tổ chức',
}

const page = (title: string, main: string): string => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/demo-vneid/style.css">
</head>
<body>
<header><p><strong>Định danh mô phỏng</strong> <span lang="en">Simulated identity</span></p></header>
<main>
${main}
</main>
</body>
</html>
`

/** Everybody who can be chosen, each a button: usable by keyboard, screen reader and without scripts. */
export const choicePage = (action: string, people: readonly DemoPerson[]): string =>
  page(
    'Chọn người đăng nhập – Định danh mô phỏng',
    `<h1>Bạn đăng nhập với tư cách ai?</h1>
<p>Trang này thay cho VNeID trong bản trình diễn. Những người dưới đây không có thật và không cần mật khẩu.</p>
<p lang="en">This page stands in for VNeID in the demonstration. These people do not exist and need no password.</p>
<form method="post" action="${escaped(action)}">
<ul>
${people
  .map(
    (person) =>
      `<li><button type="submit" name="person" value="${escaped(person.subject)}">${escaped(person.name)}<br><small>${kindNames[person.kind]}</small></button></li>`,
  )
  .join('\n')}
</ul>
<p><button type="submit" name="person" value="">Không đăng nhập <span lang="en">Cancel</span></button></p>
</form>`,
  )

export const errorPage = (): string =>
  page(
    'Không đăng nhập được – Định danh mô phỏng',
    `<h1>Lần đăng nhập này đã hết hạn</h1>
<p>Hãy quay lại trang của Sáu Rõ và bấm Đăng nhập lần nữa.</p>
<p lang="en">This sign-in is over. Go back and start again.</p>
<p><a href="/">Về trang đầu</a></p>`,
  )

export const styleSheet = `body{margin:0;font:1.125rem/1.5 "Be Vietnam Pro",system-ui,sans-serif;color:#1d2433;background:#fff}
header{background:#7a1f1f;color:#fff;padding:.75rem 1rem}header p{margin:0}
main{max-width:34rem;margin:0 auto;padding:1rem}
ul{list-style:none;padding:0}li{margin:.75rem 0}
button{font:inherit;width:100%;min-height:3rem;padding:.5rem 1rem;text-align:left;background:#fff;color:#1d2433;border:2px solid #3a4560;border-radius:.25rem;cursor:pointer}
button:hover{background:#eef1f7}button:focus-visible,a:focus-visible{outline:3px solid #b3261e;outline-offset:2px}
[lang=en]{color:#4a5468}header [lang=en]{color:#fff}
`
