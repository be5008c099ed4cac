import JSON
import StripeSandbox

/// What the page of an open checkout session shows.
struct CheckoutView: PageView {
  let title: String
  let problem: String?
  let action: String
  let currency: String
  let items: [Item]
  let options: [CheckoutOption]
  let canUpdate: Bool
  let amounts: [AmountLine]
  let hasAmounts: Bool
  let takesCodes: Bool
  let code: String?
  let shippings: [CheckoutShipping.Option]
  let fixedEmail: String?
  let asksEmail: Bool
  let email: String
  let name: String
  let phone: String
  let asksPhone: Bool
  let names: [AskedName]
  let taxID: AskedTaxID?
  let billing: AddressFields?
  let shipping: AddressFields?
  let customs: [Custom]
  let asksTerms: Bool
  let asksPromotions: Bool
  let needsCard: Bool
  let cards: [CardFields.Choice]
  let otherNumber: String
  let submit: String
  let submitNote: String?
  let shippingNote: String?
  let termsNote: String?
  let afterNote: String?
  let cancel: String?

  /// One thing that is sold, of which the customer may choose more, or the price.
  struct Item: Sendable {
    let item: String
    let product: String
    let quantity: Int?
    let least: Int?
    let most: Int?
    let openAmount: String?
  }

  /// A field of the seller's own.
  struct Custom: Sendable {
    let key: String
    let label: String
    let isOptional: Bool
    let isDropdown: Bool
    let isNumeric: Bool
    let value: String
    let options: [Option]

    struct Option: Sendable {
      let optionValue: String
      let optionLabel: String
      let isChosen: Bool
    }
  }

  static let template = """
    {{<customer}}{{$body}}
    <form method="post" action="{{action}}">
    <input type="hidden" name="currency" value="{{currency}}">
    <button class="hidden" name="action" value="pay" tabindex="-1" aria-hidden="true">Pay</button>
    {{#hasAmounts}}{{>lines}}{{/hasAmounts}}
    {{#items}}
    {{#quantity}}<div class="item"><label for="q-{{item}}">Quantity of {{product}}</label>
    <input id="q-{{item}}" name="quantity[{{item}}]" type="number" min="{{least}}" max="{{most}}"\
     value="{{quantity}}"></div>{{/quantity}}
    {{#openAmount}}<div class="item"><label for="a-{{item}}">Your amount for {{product}}</label>
    <input id="a-{{item}}" name="amount[{{item}}]" inputmode="decimal"\
     value="{{openAmount}}"></div>{{/openAmount}}
    {{/items}}
    {{^empty(options)}}
    <fieldset><legend>Add to your order</legend><input type="hidden" name="has_options" value="1">
    {{#options}}
    <label class="choice"><input type="checkbox" name="optional[{{priceID}}]" value="yes"\
    {{#isChosen}} checked{{/isChosen}}><span>{{name}} <span class="note">{{cost}}</span></span>\
    </label>
    {{/options}}
    </fieldset>
    {{/empty(options)}}
    {{^empty(shippings)}}
    <fieldset><legend>Shipping</legend>
    {{#shippings}}
    <label class="choice"><input type="radio" name="shipping_rate" value="{{rate}}"\
    {{#isChosen}} checked{{/isChosen}}><span>{{label}} <span class="note">{{price}}</span></span>\
    </label>
    {{/shippings}}
    </fieldset>
    {{/empty(shippings)}}
    {{#takesCodes}}
    {{#code}}<p class="between"><span>A promotion code is applied.</span>
    <button class="second" name="action" value="remove_code">Remove the code</button></p>{{/code}}
    {{^code}}<label for="code">Promotion code <span class="note">optional</span></label>
    <input id="code" name="promotion_code" autocomplete="off">{{/code}}
    {{/takesCodes}}
    {{#canUpdate}}<button class="second" name="action" value="update" formnovalidate>\
    Update the total</button>{{/canUpdate}}
    {{#fixedEmail}}<p>E-mail: {{fixedEmail}}</p>{{/fixedEmail}}
    {{#asksEmail}}<label for="email">E-mail</label>
    <input id="email" name="email" type="email" autocomplete="email" required value="{{email}}">\
    {{/asksEmail}}
    {{#asksPhone}}<label for="phone">Phone number</label>
    <input id="phone" name="phone" type="tel" autocomplete="tel" required value="{{phone}}">\
    {{/asksPhone}}
    {{#names}}<label for="{{nameField}}">{{nameLabel}}{{#isOptional}}\
     <span class="note">optional</span>{{/isOptional}}</label>
    <input id="{{nameField}}" name="{{nameField}}" value="{{nameValue}}"\
    {{^isOptional}} required{{/isOptional}}>{{/names}}
    {{#taxID}}<label for="tax_type">Type of tax id</label>
    <select id="tax_type" name="tax_type">
    {{#kinds}}<option{{#isChosen}} selected{{/isChosen}}>{{kind}}</option>
    {{/kinds}}</select>
    <label for="tax_value">Tax id{{^isRequired}} <span class="note">optional</span>\
    {{/isRequired}}</label>
    <input id="tax_value" name="tax_value" autocomplete="off" value="{{taxValue}}"\
    {{#isRequired}} required{{/isRequired}}>{{/taxID}}
    {{#shipping}}{{>address}}{{/shipping}}
    {{#shippingNote}}<p class="note">{{shippingNote}}</p>{{/shippingNote}}
    {{#customs}}
    <label for="c-{{key}}">{{label}}{{#isOptional}} <span class="note">optional</span>\
    {{/isOptional}}</label>
    {{#isDropdown}}<select id="c-{{key}}" name="custom[{{key}}]">
    {{#isOptional}}<option value=""></option>{{/isOptional}}
    {{#options}}<option value="{{optionValue}}"{{#isChosen}} selected{{/isChosen}}>\
    {{optionLabel}}</option>
    {{/options}}</select>{{/isDropdown}}
    {{^isDropdown}}<input id="c-{{key}}" name="custom[{{key}}]" value="{{value}}"\
    {{#isNumeric}} inputmode="numeric" pattern="[0-9]*"{{/isNumeric}}\
    {{^isOptional}} required{{/isOptional}}>{{/isDropdown}}
    {{/customs}}
    {{#needsCard}}
    {{>card}}
    <label for="name">Name on the card</label>
    <input id="name" name="name" autocomplete="cc-name" required value="{{name}}">
    {{#billing}}{{>address}}{{/billing}}
    {{/needsCard}}
    {{#asksTerms}}<label class="choice"><input type="checkbox" name="terms" value="yes" required>
    <span>I agree to the terms of service.</span></label>{{/asksTerms}}
    {{#termsNote}}<p class="note">{{termsNote}}</p>{{/termsNote}}
    {{#asksPromotions}}<label class="choice"><input type="checkbox" name="promotions" value="yes">
    <span>Send me offers.</span></label>{{/asksPromotions}}
    {{#submitNote}}<p class="note">{{submitNote}}</p>{{/submitNote}}
    <button name="action" value="pay">{{submit}}</button>
    {{#afterNote}}<p class="note">{{afterNote}}</p>{{/afterNote}}
    </form>
    {{#cancel}}<a class="button second" href="{{cancel}}">Go back</a>{{/cancel}}
    {{/body}}{{/customer}}
    """
}
