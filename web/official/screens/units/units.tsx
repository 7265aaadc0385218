export function UnitsScreen() {
  return <main className="main" id="noi-dung" />
}
