import JSON

extension SandboxTransaction {
  func creditInvoices(paidBy intent: JSONObject) throws(SandboxError) {}
}
