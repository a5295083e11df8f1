using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Domain.Account;

/// <summary>What a venue itself says may be spent on entries, what was open there taken off already.</summary>
/// <param name="At">When it was about to be asked (UTC): what was sent later is not in it.</param>
/// <param name="Currency">What it is counted in; of what is quoted in another it says nothing.</param>
/// <param name="Shares">On shares; null when it told none.</param>
/// <param name="Crypto">On coins, which are bought without margin; null when it told none.</param>
/// <param name="Options">On options; null when it told none.</param>
public sealed record ToldBuyingPower(DateTimeOffset At, string Currency, decimal? Shares, decimal? Crypto, decimal? Options)
{
    /// <summary>On what is of this class; null when it told none.</summary>
    public decimal? Of(AssetClass assetClass) => assetClass switch
    {
        AssetClass.Equity => Shares,
        AssetClass.Crypto => Crypto,
        AssetClass.Option => Options,
        _ => null,
    };
}
