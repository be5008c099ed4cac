/// Lets prices be used for a moment that were made for one thing that is sold alone.
struct AdmittedPrices {
  let workspace: Workspace

  func admitting<Value>(
    _ items: [LineItem], _ body: () throws(SandboxError) -> Value
  ) throws(SandboxError) -> Value {
    let ids = items.map(\.price.id)
    func admit(_ isAdmitted: Bool) throws(SandboxError) {
      for id in ids {
        guard var price = try workspace.find(Price.self, id) else { continue }
        price.isAdmitted = isAdmitted && !price.active
        try workspace.save(price)
      }
    }
    try admit(true)
    let value = try body()
    try admit(false)
    return value
  }
}
