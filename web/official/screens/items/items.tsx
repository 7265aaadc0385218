export function ItemsScreen() {
  return <main className="main" id="noi-dung" />
}
