export function ProceduresScreen() {
  return <main className="main" id="noi-dung" />
}
