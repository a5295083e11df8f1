using System.Globalization;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Alpaca.Spelling;

/// <summary>Names as long as Alpaca's, which lead back to the exchange's own. An execution has one name on the stream and another among the activities.</summary>
internal static class AlpacaNames
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static string Order(string orderId) => Spell('a', 0, long.Parse(orderId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>The exchange's own name of an order; null when no order can be called so.</summary>
    public static string? OrderId(string name) => name.Length == 36 && name.StartsWith(Spell('a', 0, 0)[..24], StringComparison.Ordinal) && long.TryParse(name.AsSpan(24), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
        ? string.Create(CultureInfo.InvariantCulture, $"O{number}") : null;

    /// <summary>An execution as the stream names it.</summary>
    public static string OnStream(Execution execution) => Spell('b', Mark(execution.Account), execution.Sequence);

    /// <summary>An execution, or its fee, as the activities name it: New York's time of it, and a name of its own.</summary>
    public static string Activity(Execution execution, TimeSpan clockOffset, bool isFee) =>
        $"{TimeZoneInfo.ConvertTime(execution.At + clockOffset, NewYork).ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}::{Spell(isFee ? 'd' : 'c', Mark(execution.Account), execution.Sequence)}";

    /// <summary>What was charged apart from any execution, as the activities name it.</summary>
    public static string Charge(string account, BalanceMovement movement, TimeSpan clockOffset) =>
        $"{TimeZoneInfo.ConvertTime(movement.At + clockOffset, NewYork).ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}::{Spell('7', Mark(account), movement.Sequence)}";

    public static string Asset(int index) => Spell('e', 0, index);

    public static string Account(string account) => Spell('f', Mark(account), 1);

    /// <summary>A name for an order its client gave none.</summary>
    public static string Generated(long number, DateTimeOffset at) => $"{at.ToUnixTimeSeconds():x8}-0000-4000-9000-{number:x12}";

    /// <summary>A name of something that is told once.</summary>
    public static string Event(long number) => Spell('9', 0, number);

    private static string Spell(char kind, int mark, long number) => string.Create(CultureInfo.InvariantCulture, $"{kind}1ca0000-{mark:x4}-4000-8000-{number:x12}");

    private static int Mark(string account)
    {
        var mark = 17;
        foreach (var letter in account) mark = unchecked((mark * 31) + letter) & 0xFFFF;
        return mark;
    }
}
