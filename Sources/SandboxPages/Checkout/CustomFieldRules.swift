import JSON
import StripeSandbox

/// What a seller's own field takes.
enum CustomFieldRules {
  /// The longest text, where the field does not say. Source: the SDK's description of the field.
  private static let longest = 255

  /// - Throws: 400 for what does not fit.
  static func check(_ value: String?, _ field: JSONObject) throws(SandboxError) {
    let label = CheckoutForm.label(of: field)
    guard let value else {
      if field.isTrue("optional") { return }
      throw SandboxError("Enter \(label).")
    }
    let type = field.text("type") ?? "text"
    let rule = field.object(type) ?? [:]
    if type == "dropdown" {
      let offered = rule.array("options").contains { $0["value"]?.string == value }
      guard offered else { throw SandboxError("Choose one of the options of \(label).") }
      return
    }
    let (least, most) = (
      rule["minimum_length"]?.integer ?? 0, rule["maximum_length"]?.integer ?? longest
    )
    guard value.count >= least, value.count <= most else {
      throw SandboxError("\(label) must have from \(least) to \(most) characters.")
    }
    guard type != "numeric" || value.allSatisfy({ ("0"..."9").contains($0) }) else {
      throw SandboxError("\(label) must be made of digits.")
    }
  }
}
