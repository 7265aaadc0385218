export function IntakeScreen() {
  return <main className="main" id="noi-dung" />
}
