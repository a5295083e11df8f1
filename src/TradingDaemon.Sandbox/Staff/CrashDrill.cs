using TradingDaemon.Sandbox.Floor;

namespace TradingDaemon.Sandbox.Staff;

/// <summary>Lets the exchange die: for real, or so that its clients cannot tell the difference.</summary>
internal sealed class CrashDrill(ExchangeFloor floor, Action<int>? die, Func<int> cutAll)
{
    /// <summary>Forgets a share of the open orders, then dies or, within this process, cuts everybody off and opens again from the ledger.</summary>
    /// <param name="forget">0 to 1.</param>
    /// <param name="seed">Which orders.</param>
    /// <returns>The orders forgotten, when it lives on.</returns>
    public IReadOnlyList<string> Run(decimal forget, ulong seed) => floor.Enter((forget, seed), (floor, what, now) =>
    {
        var lost = floor.Forget(what.forget, what.seed, now);
        die?.Invoke(lost.Count);
        cutAll();
        floor.Reopen();
        return lost;
    });
}
