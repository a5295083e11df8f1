namespace TradingDaemon.Tests.Engine.Portfolio;

/// <summary>
/// FIFO accounting as a child would do it: every single unit is its own lot, everything is a whole number (fees in eighths), nothing is shared with the
/// daemon's books. Slow and obviously right.
/// </summary>
internal sealed class UnitLots
{
    private readonly Queue<(long Price, long FeeEighths)> _units = new();
    private int _sign;

    public long RealizedEighths { get; private set; }

    public long CashEighths { get; private set; }

    public long FeesEighths { get; private set; }

    public long Net => _sign * _units.Count;

    public void Book(long units, long price, long feeEighthsPerUnit)
    {
        var side = Math.Sign(units);
        for (var i = 0L; i < Math.Abs(units); i++)
        {
            CashEighths -= (8 * side * price) + feeEighthsPerUnit;
            FeesEighths += feeEighthsPerUnit;
            if (_units.Count > 0 && _sign != side)
            {
                var opened = _units.Dequeue();
                RealizedEighths += (8 * _sign * (price - opened.Price)) - opened.FeeEighths - feeEighthsPerUnit;
            }
            else
            {
                _sign = side;
                _units.Enqueue((price, feeEighthsPerUnit));
            }
        }
    }

    public long UnrealizedEighths(long price) => _units.Sum(unit => (8 * _sign * (price - unit.Price)) - unit.FeeEighths);
}
