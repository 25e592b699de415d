using CsCheck;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Tests.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Tests.Lowering;

public class OrderPhrasesTests
{
    [Fact]
    public void Any_order_expands_to_itself_within_the_runtimes_stack()
    {
        var symbols = Gen.OneOf(Gen.Byte[0, 3], Gen.Const(OrderPhrases.Push));
        var orders = Gen.Select(symbols.Array[0, 40], Gen.Int[1, 60], symbols.Array[0, 20], (period, times, tail) =>
            Enumerable.Repeat(period, times).SelectMany(p => p).Concat(tail).ToArray());
        orders.Sample(order =>
        {
            var phrases = OrderPhrases.Of(order, 4);
            Assert.Equal(order, phrases.Expand());
            Assert.InRange(Depth(phrases, 0), 1, OrderPhrases.MostDepth);
        });
    }

    [Fact]
    public void A_run_of_one_symbol_stays_within_the_runtimes_stack()
    {
        var order = new byte[100_000];
        var phrases = OrderPhrases.Of(order, 1);

        Assert.Equal(order, phrases.Expand());
        Assert.InRange(Depth(phrases, 0), 1, OrderPhrases.MostDepth);
    }

    [Fact]
    public void The_order_of_a_network_takes_a_fraction_of_its_tiles()
    {
        foreach (var step in StreamedMobileNet.Plan(0.35, 96, true).Program.Steps.Where(s => s.Stream is not null))
        {
            var order = step.Stream!.Order;
            Assert.Equal(step.Stream.Program.Events.Select(e => e.Stage < 0 ? OrderPhrases.Push : (byte)e.Stage), order.Expand());
            Assert.True(order.Phrases.Sum(p => p.Length) < Math.Max(100, step.Stream.Program.Events.Length / 2));
        }
    }

    private static int Depth(OrderPhrases order, int phrase) =>
        1 + order.Phrases[phrase].Where(s => s >= order.StageCount && s < OrderPhrases.End).Select(s => Depth(order, s - order.StageCount))
            .DefaultIfEmpty(0).Max();
}
