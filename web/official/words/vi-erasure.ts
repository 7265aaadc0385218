/** Erasing personal data, in Vietnamese: whom, what goes, what stays and why. */
export const erasure = {
  title: 'Xóa dữ liệu cá nhân',
  act: 'Xóa dữ liệu cá nhân',
  lead: 'Chỉ làm khi có yêu cầu của chính người đó. Việc này không lấy lại được.',
  whom: 'Xóa dữ liệu của ai',
  applicant: 'Người đứng tên hồ sơ',
  representative: 'Người nộp thay (được ủy quyền, giám hộ)',
  reaches: 'Ở các hồ sơ',
  dossiers: (count: number) => `${count} hồ sơ của người này, cùng một số định danh:`,
  represented: (count: number) => `${count} hồ sơ người này nộp thay người khác:`,
  goes: 'Sẽ xóa',
  goesApplicant: [
    'Họ tên, số định danh, ngày sinh, điện thoại, thư điện tử, địa chỉ.',
    'Lời đã gõ: ghi chú khi nộp, lý do, hướng dẫn, ý kiến trên các hồ sơ này.',
    'Tệp đã nộp: tên và nội dung.',
    'Tin đã gửi: nơi gửi và lời.',
    'Tài khoản trên cổng, phiên đăng nhập và bản đang điền dở.',
  ],
  goesRepresentative: [
    'Họ tên, số định danh, điện thoại và lời ghi về giấy ủy quyền.',
    'Tin đã gửi tới số của người này: nơi gửi và lời.',
    'Tài khoản trên cổng, phiên đăng nhập và bản đang điền dở.',
  ],
  goesOwnToo: 'Nếu người này có hồ sơ của chính mình, các hồ sơ đó cũng được xóa như người đứng tên.',
  stays: 'Còn lại, và vì sao',
  staysBoth: [
    [
      'Mã hồ sơ, thủ tục, các mốc thời gian, ai đã xử lý.',
      'Chuỗi bằng chứng phải kiểm tra được; trong đó chỉ có mã và mốc, không có tên.',
    ],
    [
      'Số liệu đúng hạn, trễ hạn, thời gian xử lý.',
      'Cơ quan phải báo cáo theo quy định; các số này không gắn với người nộp.',
    ],
    ['Một dòng cho mỗi lần xóa, kèm lý do dưới đây.', 'Để biết ai đã xóa, khi nào và theo yêu cầu nào.'],
  ] as [string, string][],
  staysApplicant: [
    'Dòng ghi đã có tệp: kích thước, loại, mã kiểm tra.',
    'Để danh mục giấy tờ và bằng chứng của hồ sơ vẫn khớp.',
  ] as [string, string],
  staysRepresentative: [
    'Hồ sơ và giấy tờ của người đứng tên, cả giấy ủy quyền đã nộp.',
    'Là của người đứng tên; họ không yêu cầu xóa.',
  ] as [string, string],
  staysBackups: [
    'Bản sao lưu cho đến khi được xoay vòng.',
    'Bản sao lưu chỉ dùng khi phải phục hồi; thời hạn giữ do thành phố đặt.',
  ] as [string, string],
  openTitle: 'Chưa xóa được',
  open: (count: number) =>
    `Người này còn ${count} hồ sơ chưa kết thúc. Xóa được sau khi các hồ sơ đã trả kết quả, rút hoặc dừng:`,
  reason: 'Lý do, số đơn yêu cầu (được giữ lại)',
  reasonShort: 'Ghi lý do, ít nhất 3 chữ.',
  confirm: (code: string) => `Gõ mã hồ sơ ${code} để xác nhận`,
  confirmWrong: (code: string) => `Mã gõ vào chưa đúng. Mã hồ sơ là ${code}.`,
  send: 'Xóa vĩnh viễn',
  back: 'Về hồ sơ',
  gone: 'Dữ liệu cá nhân ở hồ sơ này đã được xóa từ trước.',
  doneTitle: 'Đã xóa',
  done: (count: number) => `Đã xóa người đứng tên khỏi ${count} hồ sơ:`,
  doneRepresented: (count: number) => `Đã xóa người nộp thay khỏi ${count} hồ sơ:`,
  doneAccounts: (count: number) =>
    count === 0 ? 'Người này không có tài khoản trên cổng.' : `Đã xóa ${count} tài khoản trên cổng.`,
  doneAfter: 'Tệp và tin đã gửi được xóa tiếp trong ít phút. Chuỗi bằng chứng vẫn nguyên vẹn.',
  fileErased: 'tệp đã xóa theo yêu cầu',
}
