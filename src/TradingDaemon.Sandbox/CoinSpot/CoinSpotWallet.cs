using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>What an account has of an asset.</summary>
/// <param name="Asset">The exchange's name.</param>
/// <param name="Total">What open orders hold included.</param>
/// <param name="Held">By open orders.</param>
internal readonly record struct CoinSpotWallet(string Asset, decimal Total, decimal Held)
{
    /// <summary>The venue's name.</summary>
    public string Coin => CoinSpotCoin.NameOf(Asset);

    /// <summary>Everything an account has, in the assets' order: dollars and coins are one thing here.</summary>
    public static IReadOnlyList<CoinSpotWallet> Of(ExchangeParts exchange, CoinSpotCoins coins, string account)
    {
        var balances = exchange.Accounts.Balances(account);
        var wallets = new SortedDictionary<string, CoinSpotWallet>(StringComparer.Ordinal);
        foreach (var (currency, amount) in balances.Cash) Add(currency, amount, amount - balances.FreeCash.GetValueOrDefault(currency));
        foreach (var (symbol, amount) in balances.Holdings)
            if (coins.OfSymbol(symbol) is { } coin) Add(coin.Rules.Base, amount, 0m);
        foreach (var order in exchange.Accounts.OpenOrders(account))
            if (order.Order.Request.Side == Side.Sell && coins.OfSymbol(order.Order.Request.Symbol) is { } sold) Add(sold.Rules.Base, 0m, order.Quantity - order.Filled);
        return [.. wallets.Values];

        void Add(string asset, decimal total, decimal held)
        {
            var before = wallets.GetValueOrDefault(asset);
            wallets[asset] = new CoinSpotWallet(asset, before.Total + total, before.Held + held);
        }
    }
}
