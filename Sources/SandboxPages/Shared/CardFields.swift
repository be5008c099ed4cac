import JSON
import StripeSandbox

/// The fields of a form for a card.
enum CardFields {
  /// The test cards that are offered; others are entered.
  ///
  /// Source: Stripe's documentation of testing.
  private static let offered = [
    ("4242424242424242", "4242 4242 4242 4242", "succeeds"),
    ("4000000000000002", "4000 0000 0000 0002", "is declined"),
    ("4000000000009995", "4000 0000 0000 9995", "has insufficient funds"),
    ("4000002760003184", "4000 0027 6000 3184", "requires authentication"),
  ]

  /// A card that is offered.
  struct Choice: Sendable {
    let number: String
    let digits: String
    let outcome: String
    let isChosen: Bool
  }

  static func choices(_ form: JSONObject) -> [Choice] {
    let chosen = form.text("card") ?? offered[0].0
    return offered.map { number, digits, outcome in
      Choice(number: number, digits: digits, outcome: outcome, isChosen: number == chosen)
    }
  }

  static let template = """
    <fieldset>
    <legend>Card</legend>
    {{#cards}}
    <label class="choice"><input type="radio" name="card" value="{{number}}"\
    {{#isChosen}} checked{{/isChosen}}>
    <span><span class="digits">{{digits}}</span> <span class="note">{{outcome}}</span></span>\
    </label>
    {{/cards}}
    <label for="number">Another card number <span class="note">optional</span></label>
    <input id="number" name="number" inputmode="numeric" autocomplete="off"\
     value="{{otherNumber}}">
    </fieldset>
    """

  /// What a payment method is made of.
  ///
  /// - Parameters:
  ///   - now: in Unix seconds; the card expires later.
  ///   - details: `email`, `name`, `phone` and `address`, as far as they are known.
  static func parameters(_ form: JSONObject, now: Int, details: JSONObject) -> JSONObject {
    let number = form.entered("number") ?? form.text("card") ?? offered[0].0
    let year = Int(UnixTime.iso8601(now).prefix(4)) ?? 2040
    var parameters: JSONObject = [
      "type": "card",
      "card": [
        "number": .string(number.filter { $0 != " " }), "exp_month": 12,
        "exp_year": .integer(year + 5), "cvc": "123",
      ],
    ]
    if !details.isEmpty { parameters["billing_details"] = .object(details) }
    return parameters
  }
}
