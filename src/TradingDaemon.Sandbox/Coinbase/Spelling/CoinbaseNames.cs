using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Coinbase.Spelling;

/// <summary>Names as long as Coinbase's. Those of orders lead back to the exchange's own.</summary>
internal static class CoinbaseNames
{
    private const string OrderMark = "00000000-0000-4000-8000-";

    /// <summary>A UUID of an order.</summary>
    public static string Order(string orderId) => OrderMark + long.Parse(orderId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture).ToString("x12", CultureInfo.InvariantCulture);

    /// <summary>The exchange's own name of an order; null when no order can be called so.</summary>
    public static string? OrderId(string? name) =>
        name is { Length: 36 } && name.StartsWith(OrderMark, StringComparison.Ordinal) && long.TryParse(name.AsSpan(OrderMark.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"O{number}") : null;

    /// <summary>Of an account's fill: unlike any other.</summary>
    public static string Entry(Execution execution) => Hash($"entry/{execution.Account}/{execution.Sequence}");

    /// <summary>Of the trade a fill is of.</summary>
    public static string Trade(Execution execution) => Uuid($"trade/{execution.Account}/{execution.Sequence}");

    /// <summary>Of a person.</summary>
    public static string User(string account) => Uuid($"user/{account}");

    /// <summary>Of a person's portfolio.</summary>
    public static string Portfolio(string account) => Uuid($"portfolio/{account}");

    /// <summary>Of a person's wallet.</summary>
    public static string Wallet(string account, string asset) => Uuid($"wallet/{account}/{asset}");

    private static string Uuid(string of) => new Guid(Convert.FromHexString(Hash(of)[..32])).ToString();

    private static string Hash(string of) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)));
}
