import JSON
import StripeSandbox

/// What a customer entered into the form of a checkout session.
enum CheckoutForm {
  /// - Parameter isUndone: true if the promotion code is to be taken off.
  static func choices(_ form: JSONObject, undoing isUndone: Bool) throws(SandboxError)
    -> CheckoutChoices
  {
    var choices = CheckoutChoices()
    for member in form.object("quantity")?.members ?? [] {
      guard let quantity = member.value.string.flatMap({ Int($0) }) else {
        throw SandboxError("The quantity must be a whole number.")
      }
      choices.quantities[member.key] = quantity
    }
    for member in form.object("amount")?.members ?? [] {
      guard let currency = form.text("currency"),
        let amount = minorUnits(member.value.string ?? "", Currency(currency))
      else { throw SandboxError("Enter an amount, such as 10.00.") }
      choices.amounts[member.key] = amount
    }
    if form.has("has_options") {
      choices.optionalPrices = Set(form.object("optional")?.keys ?? [])
    }
    choices.address = AddressFields.address(form.object("address"))
    choices.shipping = (AddressFields.address(form.object("shipping"))).map { address in
      ["address": .object(address)]
    }
    choices.shippingRate = form.entered("shipping_rate")
    choices.promotionCode = isUndone ? "" : form.entered("promotion_code")
    return choices
  }

  /// "12.5" as 1250; nil where it is no amount of the currency.
  static func minorUnits(_ text: String, _ currency: Currency) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int(parts[0]), whole >= 0 else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard fraction.count <= currency.decimals, fraction.allSatisfy(\.isNumber) else { return nil }
    let padding = String(repeating: "0", count: currency.decimals - fraction.count)
    return Int("\(whole)\(fraction)\(padding)")
  }

  static func needsCard(_ session: JSONObject) -> Bool {
    session.text("mode") == "setup" || session.text("payment_status") != "no_payment_required"
      || session.text("payment_method_collection") == "always"
  }

  /// - Throws: 400 that names what is missing.
  static func entries(_ form: JSONObject, _ session: JSONObject) throws(SandboxError)
    -> CheckoutEntries
  {
    var entries = CheckoutEntries()
    entries.details = try details(form, session)
    entries.shipping = try shipping(form, session)
    for field in session.array("custom_fields").compactMap(\.object) {
      let key = field.text("key") ?? ""
      let value = form.object("custom")?.entered(key)
      try CustomFieldRules.check(value, field)
      entries.customFields[key] = value
    }
    entries.names = try names(form, session)
    entries.taxID = try taxID(form, session)
    let consent = session.object("consent_collection")
    entries.acceptsTerms = form.entered("terms") != nil
    guard consent?.text("terms_of_service") != "required" || entries.acceptsTerms else {
      throw SandboxError("Agree to the terms of service to continue.")
    }
    if consent?.text("promotions") == "auto" {
      entries.acceptsPromotions = form.entered("promotions") != nil
    }
    entries.authentication = form.entered("authentication").flatMap(CardAuthentication.init)
    return entries
  }

  private static func details(_ form: JSONObject, _ session: JSONObject) throws(SandboxError)
    -> JSONObject
  {
    var details: JSONObject = [:]
    if let email = knownEmail(session) ?? form.entered("email") {
      details["email"] = .string(email)
    } else if session.text("mode") != "setup" {
      throw SandboxError("Enter your e-mail address.")
    }
    for name in ["name", "phone"] {
      details[name] = form.entered(name).map { .string($0) }
    }
    if session.object("phone_number_collection")?.isTrue("enabled") == true,
      !details.has("phone")
    {
      throw SandboxError("Enter your phone number.")
    }
    if asksForAddress(session, form) {
      guard let address = AddressFields.address(form.object("address")) else {
        throw SandboxError("Enter your billing address.")
      }
      details["address"] = .object(address)
    }
    return details
  }

  /// The names that a session asks for, and whether the customer may leave them out.
  static func askedNames(_ session: JSONObject) -> [(field: String, isOptional: Bool)] {
    let rules = session.object("name_collection")
    return ["business", "individual"].compactMap { kind in
      guard let rule = rules?.object(kind), rule.isTrue("enabled") else { return nil }
      return (kind + "_name", rule.isTrue("optional"))
    }
  }

  private static func names(_ form: JSONObject, _ session: JSONObject) throws(SandboxError)
    -> JSONObject
  {
    var names: JSONObject = [:]
    for (field, isOptional) in askedNames(session) {
      guard let name = form.entered(field) else {
        if isOptional { continue }
        throw SandboxError("Enter the \(Readable.word(field)).")
      }
      names[field] = .string(name)
    }
    return names
  }

  private static func taxID(_ form: JSONObject, _ session: JSONObject) throws(SandboxError)
    -> JSONObject?
  {
    guard let rule = session.object("tax_id_collection"), rule.isTrue("enabled") else {
      return nil
    }
    guard let value = form.entered("tax_value") else {
      if rule.text("required") != "if_supported" { return nil }
      throw SandboxError("Enter your tax id.")
    }
    return ["type": .string(form.entered("tax_type") ?? "eu_vat"), "value": .string(value)]
  }

  private static func shipping(_ form: JSONObject, _ session: JSONObject) throws(SandboxError)
    -> JSONObject?
  {
    guard let countries = countries(session) else { return nil }
    guard let entered = form.object("shipping"), let address = AddressFields.address(entered),
      let name = entered.entered("name")
    else { throw SandboxError("Enter the name and address for shipping.") }
    guard countries.contains(address.text("country") ?? "") else {
      throw SandboxError("This is not sent to \(address.text("country") ?? "that country").")
    }
    return ["address": .object(address), "name": .string(name)]
  }

  /// The e-mail address that the seller gave; nil where the customer enters it.
  static func knownEmail(_ session: JSONObject) -> String? {
    let ofCustomer = session.has("customer") ? enteredEmail(session) : nil
    return session.text("customer_email") ?? ofCustomer
  }

  static func enteredEmail(_ session: JSONObject) -> String? {
    session.object("customer_details")?.text("email")
  }

  /// Automatic taxes depend on where the customer is, unless that is known.
  static func asksForAddress(_ session: JSONObject, _ form: JSONObject) -> Bool {
    guard session.text("billing_address_collection") != "required" else { return true }
    guard session.object("automatic_tax")?.isTrue("enabled") == true else { return false }
    return countries(session) == nil
      && (!session.has("customer") || !isLocated(session) || form.has("address"))
  }

  /// True if it is known where the customer is, as far as taxes depend on it.
  static func isLocated(_ session: JSONObject) -> Bool {
    session.object("automatic_tax")?.text("status") == "complete"
  }

  /// The countries that something is sent to; nil where nothing is sent.
  static func countries(_ session: JSONObject) -> [String]? {
    session.object("shipping_address_collection")?.array("allowed_countries")
      .compactMap(\.string)
  }

  static func label(of field: JSONObject) -> String {
    field.object("label")?.text("custom") ?? field.text("key") ?? ""
  }
}
