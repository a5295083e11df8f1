using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Protocols;

/// <summary>What an account has of an asset, at venues where cash and coins are one thing.</summary>
/// <param name="Asset">The exchange's name, such as <c>BTC</c>.</param>
/// <param name="Total">What open orders hold included.</param>
/// <param name="Held">By open orders.</param>
internal readonly record struct AssetHolding(string Asset, decimal Total, decimal Held)
{
    /// <summary>What no order holds.</summary>
    public decimal Free => Total - Held;

    /// <summary>Everything an account has at one moment, in the assets' order.</summary>
    /// <param name="exchange">Whose account.</param>
    /// <param name="account">Which.</param>
    /// <param name="baseOf">The asset an instrument is of; null for one that is not traded there.</param>
    /// <param name="always">Assets that are told where there is nothing of them, too.</param>
    public static IReadOnlyList<AssetHolding> Of(ExchangeParts exchange, string account, Func<string, string?> baseOf, params IEnumerable<string> always) => exchange.Floor.Enter(account, (floor, account, _) =>
    {
        var desk = floor.Exchange.Account(account);
        var (balances, assets) = (desk.Balances(), new SortedDictionary<string, AssetHolding>(StringComparer.Ordinal));
        foreach (var asset in always) Add(asset, 0m, 0m);
        foreach (var (currency, amount) in balances.Cash) Add(currency, amount, amount - balances.FreeCash.GetValueOrDefault(currency));
        foreach (var (symbol, amount) in balances.Holdings) Add(baseOf(symbol), amount, 0m);
        foreach (var order in desk.OpenOrders())
            if (order.Request is { Side: Side.Sell, Kind: OrderKind.Limit }) Add(baseOf(order.Request.Symbol), 0m, order.Remaining);
        return (IReadOnlyList<AssetHolding>)[.. assets.Values];

        void Add(string? asset, decimal total, decimal held)
        {
            if (asset is null) return;
            var before = assets.GetValueOrDefault(asset);
            assets[asset] = new AssetHolding(asset, before.Total + total, before.Held + held);
        }
    });
}
