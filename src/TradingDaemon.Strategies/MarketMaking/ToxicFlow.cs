namespace TradingDaemon.Strategies.MarketMaking;

/// <summary>
/// Whether those it trades with know more than it does: of its newest fills nearly all were on one side. It is told sums, which several fills may have moved at once; between those of one
/// look the order is not known and does not matter much. Nothing of it outlives the process.
/// </summary>
/// <param name="settings">What toxic is.</param>
internal sealed class ToxicFlow(MarketMakerSettings settings)
{
    private readonly Queue<bool> _bought = new(settings.ToxicFills);
    private long _buys = -1;
    private long _sells;
    private int _buysOfNewest;
    private long _toxicAt; // fills by then

    /// <summary>Whether it is.</summary>
    public bool IsToxic { get; private set; }

    /// <summary>Takes the sums of fills; the first ones are where it begins.</summary>
    public void Take(long buys, long sells)
    {
        if (_buys < 0) (_buys, _sells) = (buys, sells);
        for (var i = Math.Min(buys - _buys, settings.ToxicFills); i > 0; i--) Add(isBuy: true);
        for (var i = Math.Min(sells - _sells, settings.ToxicFills); i > 0; i--) Add(isBuy: false);
        (_buys, _sells) = (buys, sells);
        if (IsToxic && buys + sells - _toxicAt >= settings.ToxicRecovery)
        {
            IsToxic = false;
            _bought.Clear();
            _buysOfNewest = 0;
        }

        if (IsToxic || _bought.Count < settings.ToxicFills || Math.Max(_buysOfNewest, _bought.Count - _buysOfNewest) < settings.ToxicShare * _bought.Count) return;
        (IsToxic, _toxicAt) = (true, buys + sells);
    }

    private void Add(bool isBuy)
    {
        if (_bought.Count == settings.ToxicFills && _bought.Dequeue()) _buysOfNewest--;
        _bought.Enqueue(isBuy);
        if (isBuy) _buysOfNewest++;
    }
}
