namespace TradingDaemon.Reloading;

/// <summary>A change of the configuration somebody asked for.</summary>
/// <param name="AcceptLooser">Whether they want what lets more through.</param>
/// <param name="DryRun">Whether it is only said what would change.</param>
/// <param name="By">Who asks; empty for nobody in particular.</param>
/// <param name="Source">How it came, in the audit.</param>
/// <param name="Verb">What would be typed to ask for it.</param>
internal sealed record AskedChange(bool AcceptLooser, bool DryRun, string By, string Source, string Verb);
