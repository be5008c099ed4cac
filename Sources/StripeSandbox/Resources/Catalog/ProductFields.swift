import JSON

/// The fields of products that are computed with.
struct ProductFields: ObjectFields {
  static let table = ProductFields()
  static let typeName = "product"

  let active = FieldKey<Bool>("active")
  let defaultPrice = FieldKey<String?>("default_price")
  let images = FieldKey<[String]>("images")
  let name = FieldKey<String>("name")
  let type = FieldKey<String>("type")
  let unitLabel = FieldKey<String?>("unit_label")
  let updated = FieldKey<Int>("updated")
}

typealias Product = ObjectView<ProductFields>

/// The fields of features of products.
struct ProductFeatureFields: ObjectFields {
  static let table = ProductFeatureFields()
  static let typeName = "product_feature"

  let entitlementFeature = FieldKey<JSONObject>("entitlement_feature")
}

typealias ProductFeature = ObjectView<ProductFeatureFields>
