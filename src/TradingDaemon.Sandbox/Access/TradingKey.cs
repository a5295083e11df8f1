namespace TradingDaemon.Sandbox.Access;

/// <summary>What signs an account's requests.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Key">Its public name, 1 to 64 characters.</param>
/// <param name="Secret">What both sides know.</param>
/// <param name="MayTrade">Whether it may place and cancel; else it may only ask.</param>
/// <param name="MayWithdraw">Whether it says that it may take money away, which no key can here.</param>
internal sealed record TradingKey(string Account, string Key, string Secret, bool MayTrade = true, bool MayWithdraw = false)
{
    /// <summary>Says whose key it is and nothing else: the secret is never printed.</summary>
    public override string ToString() => $"key of {Account}";
}
