using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Kraken.Orders;

/// <summary>What an account has of an asset.</summary>
/// <param name="Asset">Canonical, such as <c>BTC</c>.</param>
/// <param name="Total">What open orders hold included.</param>
/// <param name="Held">By open orders.</param>
internal readonly record struct KrakenHoldings(string Asset, decimal Total, decimal Held)
{
    /// <summary>Everything an account has, in the assets' order: here cash and coins are one thing.</summary>
    public static IReadOnlyList<KrakenHoldings> Of(ExchangeParts exchange, KrakenPairs pairs, string account)
    {
        var balances = exchange.Accounts.Balances(account);
        var assets = new SortedDictionary<string, KrakenHoldings>(StringComparer.Ordinal);
        foreach (var (currency, amount) in balances.Cash) Add(currency, amount, amount - balances.FreeCash.GetValueOrDefault(currency));
        foreach (var (symbol, amount) in balances.Holdings)
            if (pairs.OfSymbol(symbol) is { } pair) Add(pair.Rules.Base, amount, 0m);
        foreach (var (symbol, remaining) in exchange.Floor.Enter(account, static (floor, id, _) => OpenSales(floor.Exchange.Account(id).OpenOrders())))
            if (pairs.OfSymbol(symbol) is { } sold) Add(sold.Rules.Base, 0m, remaining);
        return [.. assets.Values];

        void Add(string asset, decimal total, decimal held)
        {
            var before = assets.GetValueOrDefault(asset);
            assets[asset] = new KrakenHoldings(asset, before.Total + total, before.Held + held);
        }
    }

    private static (string Symbol, decimal Remaining)[] OpenSales(IReadOnlyList<ExchangeOrder> orders) =>
        [.. orders.Where(static order => order.Request is { Side: Side.Sell, Kind: OrderKind.Limit }).Select(static order => (order.Request.Symbol, order.Remaining))];
}
