namespace TradingDaemon.Engine.Validation;

/// <summary>Remembers one instrument's last believed price and refuses jumps away from it, until enough of them agree.</summary>
internal struct OutlierGuard
{
    private double _believed;
    private double _doubted;
    private int _doubts;

    /// <summary>Whether the price is to be refused.</summary>
    /// <param name="price">Mid or trade price; above zero.</param>
    /// <param name="maxFraction">Largest step from the believed price, as a fraction of it.</param>
    /// <param name="believedAfter">The agreeing outlier in a row that is believed.</param>
    public bool Refuses(double price, double maxFraction, int believedAfter)
    {
        if (_believed == 0d || IsNear(price, _believed, maxFraction))
        {
            Believe(price);
            return false;
        }

        _doubts = _doubts > 0 && IsNear(price, _doubted, maxFraction) ? _doubts + 1 : 1;
        _doubted = price;
        if (_doubts < believedAfter) return true;
        Believe(price);
        return false;
    }

    private static bool IsNear(double price, double reference, double maxFraction) => Math.Abs(price - reference) <= reference * maxFraction;

    private void Believe(double price)
    {
        _believed = price;
        _doubts = 0;
    }
}
