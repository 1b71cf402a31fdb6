export function App() {
  return <main>Fieldline</main>;
}
