/// What a vendor ships in a quarter: its generations by their ramps.
struct VendorMix {
  /// Share of each product by its index in the industry, those without shipments left out.
  var shares: [(product: Int, share: Double)]

  /// The mix of one vendor's products, given in order of launch.
  ///
  /// A generation's share and that of all later ones follows a logistic curve from 5 % at launch to
  /// 95 % after its ramp; the first has all.
  init(_ products: [(index: Int, launch: Quarter, ramp: Double)], in quarter: Quarter) {
    shares = []
    var left = 1.0
    for product in products.reversed() where product.launch <= quarter {
      let isFirst = product.index == products[0].index
      let age = Double(quarter.since(product.launch))
      let taken = isFirst ? 1 : Logistic.share(age, from: 0, rise: max(product.ramp, 0.5))
      if left * taken > 1e-4 { shares.append((product.index, left * taken)) }
      left *= 1 - taken
    }
    let total = shares.reduce(0) { $0 + $1.share }
    if total > 0 { for index in shares.indices { shares[index].share /= total } }
  }

  /// Mean of a figure over the mix.
  func mean(_ figure: (Int) -> Double) -> Double {
    shares.reduce(0) { $0 + $1.share * figure($1.product) }
  }
}
