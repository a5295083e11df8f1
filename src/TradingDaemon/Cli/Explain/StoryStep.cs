namespace TradingDaemon.Cli.Explain;

/// <summary>One step of a story.</summary>
/// <param name="Stage"><c>agent</c>, <c>tick</c>, <c>signal</c>, <c>cost</c>, <c>market</c>, <c>size</c>, <c>score</c>, <c>inputs</c>, <c>route</c>, <c>rules</c>, <c>intent</c>, <c>venue</c> or <c>fill</c>.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Sequence">Number of the fact that says so; null where another fact's content says it.</param>
/// <param name="Text">What happened.</param>
internal sealed record StoryStep(string Stage, DateTimeOffset At, long? Sequence, string Text);
