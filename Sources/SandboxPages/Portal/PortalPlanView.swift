import JSON
import StripeSandbox

/// The choice of another plan, and what it costs.
struct PortalPlanView: PageView {
  let title: String
  let problem: String?
  let action: String
  let hidden: [HiddenField]
  let plans: [Plan]
  let quantity: Int?
  let least: Int
  let most: Int?
  let takesCodes: Bool
  let sentence: String?
  let amounts: [AmountLine]
  let submit: String
  let back: String

  struct Plan: Sendable {
    let price: String
    let product: String
    let cost: String
    let isChosen: Bool
  }

  static let template = """
    {{<customer}}{{$body}}
    <form method="post" action="{{action}}">
    {{#hidden}}<input type="hidden" name="{{fieldName}}" value="{{fieldValue}}">
    {{/hidden}}
    {{^empty(plans)}}
    <fieldset><legend>Plan</legend>
    {{#plans}}
    <label class="choice"><input type="radio" name="price" value="{{price}}" required\
    {{#isChosen}} checked{{/isChosen}}><span>{{product}} <span class="note">{{cost}}</span></span>\
    </label>
    {{/plans}}
    </fieldset>
    {{/empty(plans)}}
    {{#quantity}}<label for="quantity">Quantity</label>
    <input id="quantity" name="quantity" type="number" min="{{least}}"\
    {{#most}} max="{{most}}"{{/most}} value="{{quantity}}">{{/quantity}}
    {{#takesCodes}}<label for="code">Promotion code <span class="note">optional</span></label>
    <input id="code" name="promotion_code" autocomplete="off">{{/takesCodes}}
    {{#sentence}}<p>{{sentence}}</p>{{/sentence}}
    {{^empty(amounts)}}{{>lines}}{{/empty(amounts)}}
    <button>{{submit}}</button>
    </form>
    <a class="button second" href="{{back}}">Go back</a>
    {{/body}}{{/customer}}
    """
}
