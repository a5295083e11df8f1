using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Tests.Pipeline;

/// <summary>Bars that lack an event are not whole, of whichever instrument, live and on paper.</summary>
public sealed class DropNotesTests
{
    [Test]
    public void PassOn_TellsEachInstrumentOnce_AndAgainWhenMoreIsDropped()
    {
        var (notes, told) = (new DropNotes(3), new List<int>());
        notes.PassOn(one => told.Add(one.Index));
        Assert.That(told, Is.Empty);
        foreach (var index in new[] { 2, 0, 2 }) notes.Note(new InstrumentId(index));
        notes.PassOn(one => told.Add(one.Index));
        notes.PassOn(one => told.Add(one.Index));
        Assert.That(told, Is.EqualTo(new[] { 0, 2 }));
        notes.Note(new InstrumentId(0));
        notes.PassOn(one => told.Add(one.Index));
        Assert.That(told, Is.EqualTo(new[] { 0, 2, 0 }));
    }
}
