namespace TradingDaemon.Domain.Orders;

/// <summary>
/// Numbers of epochs: what keeps two histories of one store, one of which was restored from a copy, from giving the same client
/// order id. Seconds since 2024, so that a history that begins later never has a number of an earlier one; at most six characters of an id.
/// </summary>
public static class OrderEpoch
{
    /// <summary>The newest there may be, one less than a number holds: there is always a next.</summary>
    public const int Max = int.MaxValue - 1;

    private static readonly DateTimeOffset Zero = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The epoch that begins now, or null when the clock stands before 2024 or after 2092.</summary>
    public static int? At(DateTimeOffset now) => (now - Zero).TotalSeconds is >= 1 and <= Max and var seconds ? (int)seconds : null;

    /// <summary>The epoch that begins now after <paramref name="before"/>: above it, whatever the clock says.</summary>
    public static int After(int before, DateTimeOffset now) => Math.Max(checked(before + 1), At(now) ?? 0);
}
