/// Events of customers, products and what they are sold by.
extension TriggerRecipes {
  static let catalog = """
    coupon.created
      use coupon
    coupon.updated
      use coupon
      POST /v1/coupons/{coupon.id} metadata[a]=b
    coupon.deleted
      use coupon
      DELETE /v1/coupons/{coupon.id}
    customer.created
      use someone
    customer.updated
      use someone
      POST /v1/customers/{customer.id} description=Pays on time
    customer.deleted
      use someone
      DELETE /v1/customers/{customer.id}
    customer.discount.created
      use someone coupon
      POST /v1/customers/{customer.id} coupon={coupon.id}
    customer.discount.updated
      use someone coupon
      POST /v1/customers/{customer.id} coupon={coupon.id}
      other = POST /v1/coupons percent_off=50&duration=forever
      POST /v1/customers/{customer.id} coupon={other.id}
    customer.discount.deleted
      use someone coupon
      POST /v1/customers/{customer.id} coupon={coupon.id}
      DELETE /v1/customers/{customer.id}/discount
    customer.source.created
      use someone
      POST /v1/customers/{customer.id}/sources source=tok_visa
    customer.source.updated
      use someone
      source = POST /v1/customers/{customer.id}/sources source=tok_visa
      POST /v1/customers/{customer.id}/sources/{source.id} metadata[a]=b
    customer.source.deleted
      use someone
      source = POST /v1/customers/{customer.id}/sources source=tok_visa
      DELETE /v1/customers/{customer.id}/sources/{source.id}
    customer.tax_id.created
      use someone
      POST /v1/customers/{customer.id}/tax_ids type=eu_vat&value=DE123456789
    customer.tax_id.deleted
      use someone
      tax = POST /v1/customers/{customer.id}/tax_ids type=eu_vat&value=DE123456789
      DELETE /v1/customers/{customer.id}/tax_ids/{tax.id}
    payment_link.created payment_link.updated
      once = POST /v1/prices currency=usd&unit_amount=700&product_data[name]=Cup
      link = POST /v1/payment_links line_items[0][price]={once.id}&line_items[0][quantity]=1
      POST /v1/payment_links/{link.id} active=false
    plan.created plan.updated plan.deleted
      plan = POST /v1/plans currency=usd&amount=900&interval=month&product[name]=Tea
      POST /v1/plans/{plan.id} nickname=Monthly
      DELETE /v1/plans/{plan.id}
    price.created
      use price
    price.updated
      use price
      POST /v1/prices/{price.id} nickname=Monthly
    price.deleted
      plan = POST /v1/plans currency=usd&amount=900&interval=month&product[name]=Tea
      DELETE /v1/plans/{plan.id}
    product.created product.updated product.deleted
      product = POST /v1/products name=Cup
      POST /v1/products/{product.id} description=Of clay
      DELETE /v1/products/{product.id}
    promotion_code.created promotion_code.updated
      use coupon
      code = POST /v1/promotion_codes promotion[type]=coupon&promotion[coupon]={coupon.id}
      POST /v1/promotion_codes/{code.id} active=false
    tax_rate.created tax_rate.updated
      rate = POST /v1/tax_rates display_name=VAT&percentage=19&inclusive=false
      POST /v1/tax_rates/{rate.id} active=false
    billing_portal.configuration.created billing_portal.configuration.updated
      portal = POST /v1/billing_portal/configurations features[invoice_history][enabled]=true
      POST /v1/billing_portal/configurations/{portal.id} default_return_url=https://example.com
    billing_portal.session.created
      use someone
      POST /v1/billing_portal/configurations features[invoice_history][enabled]=true
      POST /v1/billing_portal/sessions customer={customer.id}
    billing.meter.created
      use meter
    billing.meter.updated
      use meter
      POST /v1/billing/meters/{meter.id} display_name=Calls
    billing.meter.deactivated billing.meter.reactivated
      use meter
      POST /v1/billing/meters/{meter.id}/deactivate
      POST /v1/billing/meters/{meter.id}/reactivate
    v1.billing.meter.no_meter_found
      POST /v2/billing/meter_event_stream {"events":[{"event_name":"{random}",
        "payload":{"value":"1"}}]}
    v1.billing.meter.error_report_triggered
      use meter
      POST /v2/billing/meter_event_stream {"events":[{"event_name":"{meter.event_name}",
        "payload":{"value":"1"}}]}
    billing.credit_grant.created billing.credit_grant.updated
    billing.credit_balance_transaction.created
      use someone
      grant = POST /v1/billing/credit_grants customer={customer.id}&category=paid&
        amount[type]=monetary&amount[monetary][value]=1000&amount[monetary][currency]=usd&
        applicability_config[scope][price_type]=metered
      POST /v1/billing/credit_grants/{grant.id} metadata[a]=b
    test_helpers.test_clock.created
      use clock
    test_helpers.test_clock.deleted
      use clock
      DELETE /v1/test_helpers/test_clocks/{clock.id}
    test_helpers.test_clock.advancing test_helpers.test_clock.ready
      use clock
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+86400}
    """
}
