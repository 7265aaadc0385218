export function OutboxScreen() {
  return <main className="main" id="noi-dung" />
}
