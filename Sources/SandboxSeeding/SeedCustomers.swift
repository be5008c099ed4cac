import JSON
import StripeSandbox

/// Creates customers with addresses, details and payment methods.
struct SeedCustomers {
  let caller: SeedCaller
  let dice: RepeatableDice

  /// One customer, as the shop knows it from then on.
  func add(_ number: Int, at time: Int) throws -> SeedShop.Customer? {
    guard let made = try caller.post("/v1/customers", parameters(number), at: time) else {
      return nil
    }
    return SeedShop.Customer(
      id: made["id"]?.string ?? "", name: made["name"]?.string ?? "",
      email: made["email"]?.string ?? "",
      currency: SeedWords.places[number % SeedWords.places.count].3,
      prefix: made["invoice_prefix"]?.string ?? "",
      method: made["invoice_settings"]?["default_payment_method"]?.string)
  }

  private func parameters(_ number: Int) -> JSONObject {
    let person = dice.person(number)
    let place = SeedWords.places[number % SeedWords.places.count]
    var parameters: JSONObject = ["name": .string(person.name)]
    if !dice.happens(8) { parameters["email"] = .string(person.email) }
    if dice.happens(40) {
      parameters["phone"] = .string("+1555\(1_000_000 + dice.below(9_000_000))")
    }
    if dice.happens(70) {
      parameters["address"] = [
        "line1": .string("\(1 + dice.below(200)) Market Street"), "city": .string(place.0),
        "postal_code": .string(place.1), "country": .string(place.2),
      ]
    }
    if dice.happens(35) {
      parameters["description"] = dice.pick(SeedWords.notes).map(JSONValue.string)
    }
    parameters["metadata"] = .object(metadata(number))
    pay(number, &parameters)
    return parameters
  }

  private func metadata(_ number: Int) -> JSONObject {
    var metadata: JSONObject = [:]
    if dice.happens(75) { metadata["tier"] = dice.pick(SeedWords.tiers).map(JSONValue.string) }
    if dice.happens(30) { metadata["crm_id"] = .string("crm-\(10_000 + number)") }
    if dice.happens(10) { metadata["vip"] = "yes" }
    return metadata
  }

  /// Most have a card on file, a few of these a bad one.
  private func pay(_ number: Int, _ parameters: inout JSONObject) {
    guard number % 5 != 4 else { return }
    let cards = ["pm_card_visa", "pm_card_mastercard", "pm_card_visa", "pm_card_amex"]
    let card = number % 12 == 7 ? "pm_card_chargeCustomerFail" : cards[number % cards.count]
    parameters["payment_method"] = .string(card)
    parameters["invoice_settings"] = ["default_payment_method": .string(card)]
  }
}
