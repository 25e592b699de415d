using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Differences;

/// <summary>
/// Finds the rules of rounding by which another program came to its numbers: ways that programs are known to round are tried in the
/// interpreter, then operator by operator.
/// </summary>
public static class DifferenceExplainer
{
    /// <summary>Rules of early operators can hide behind those of later ones once.</summary>
    private const int Sweeps = 2;

    private const int MostElements = 1000;

    /// <param name="graph">A network that passed validation.</param>
    /// <param name="inputs">As for <see cref="ReferenceInterpreter.Run"/>; the same for both programs.</param>
    /// <param name="theirs">What the other program computed: the outputs, or more tensors, each of which narrows it down to a step.</param>
    public static DifferenceExplanation Explain(
        Graph graph, IReadOnlyList<ReadOnlyMemory<byte>> inputs, IReadOnlyDictionary<TensorId, ReadOnlyMemory<byte>> theirs)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(theirs);
        var nearest = new NearestSteps(graph, theirs);
        var known = nearest.Tensors;
        var reference = new RuleReplay(graph, inputs, new Dictionary<TensorId, byte[]>(), _ => RoundingRule.Reference);
        var tried = RuntimeProfile.All
            .Select(p => (Profile: p, Replay: new RuleReplay(graph, inputs, known, op => p.RuleOf(graph, op)))).ToImmutableArray();
        var fits = tried.Select(t => (t.Profile, t.Replay, Left: Left(graph, t.Replay, known))).ToImmutableArray();
        var (_, best, left) = fits.MinBy(f => f.Left);
        if (left.Elements > 0)
            (best, left) = Search(graph, best, known, left);
        best = Simplest(graph, best, known, left);
        return new DifferenceExplanation(
            Tensors(graph, reference, best, nearest),
            [.. fits.Select(f => new RuntimeFit(f.Profile.Name, f.Profile.Programs, f.Left.Elements))],
            Operators(graph, best, known, left),
            Elements(graph, reference, best, known));
    }

    private static Mismatch Left(Graph graph, RuleReplay replay, Dictionary<TensorId, byte[]> known) => known.Aggregate(
        default(Mismatch), (sum, theirs) => sum + Mismatch.Of(graph[theirs.Key].Type, replay[theirs.Key], theirs.Value));

    private static (RuleReplay Replay, Mismatch Left) Search(
        Graph graph, RuleReplay from, Dictionary<TensorId, byte[]> known, Mismatch left)
    {
        var best = from;
        for (var sweep = 0; sweep < Sweeps && left.Elements > 0; sweep++)
        {
            var before = left;
            for (var at = 0; at < graph.Operators.Length && left.Elements > 0; at++)
            {
                ImmutableArray<RoundingRule> rules = [RoundingRule.Reference, .. RuntimeProfile.RulesOf(graph, graph.Operators[at])];
                foreach (var rule in rules.Where(rule => rule != best.Rules[at]))
                {
                    var replay = best.With(at, rule);
                    if (Left(graph, replay, known) is var now && now < left)
                        (best, left) = (replay, now);
                }
            }

            if (!(left < before))
                break;
        }

        return (best, left);
    }

    /// <summary>Operators whose rule makes no difference go back to the reference.</summary>
    private static RuleReplay Simplest(Graph graph, RuleReplay best, Dictionary<TensorId, byte[]> known, Mismatch left)
    {
        for (var at = 0; at < graph.Operators.Length; at++)
        {
            if (best.Rules[at] != RoundingRule.Reference && best.With(at, RoundingRule.Reference) is var plain
                && !(Left(graph, plain, known) > left))
                best = plain;
        }

        return best;
    }

    private static ImmutableArray<OperatorRounding> Operators(
        Graph graph, RuleReplay best, Dictionary<TensorId, byte[]> known, Mismatch left)
    {
        var found = ImmutableArray.CreateBuilder<OperatorRounding>();
        for (var at = 0; at < graph.Operators.Length; at++)
        {
            if (best.Rules[at] == RoundingRule.Reference)
                continue;
            var op = graph.Operators[at];
            var without = Left(graph, best.With(at, RoundingRule.Reference), known);
            found.Add(new OperatorRounding(op.ToString(), graph[op.Output].Name, best.Rules[at], without.Elements - left.Elements));
        }

        return found.ToImmutable();
    }

    private static ImmutableArray<ExplainedTensor> Tensors(
        Graph graph, RuleReplay reference, RuleReplay best, NearestSteps nearest)
    {
        var known = nearest.Tensors;
        var tensors = ImmutableArray.CreateBuilder<ExplainedTensor>();
        foreach (var id in InOrder(graph, known))
        {
            var tensor = graph[id];
            var difference = TensorDifference.Between(tensor.Type, reference[id], known[id]);
            tensors.Add(new ExplainedTensor(
                graph.ProducerOf(id)?.ToString() ?? "input",
                tensor.Name,
                tensor.Shape.ElementCount,
                difference?.DifferentElements ?? 0,
                difference?.Largest ?? 0,
                Mismatch.Of(tensor.Type, best[id], known[id]).Elements,
                nearest.IsBetween(id)));
        }

        return tensors.ToImmutable();
    }

    private static ImmutableArray<ExplainedElement> Elements(
        Graph graph, RuleReplay reference, RuleReplay best, Dictionary<TensorId, byte[]> known)
    {
        var elements = ImmutableArray.CreateBuilder<ExplainedElement>();
        foreach (var id in InOrder(graph, known))
        {
            var (type, size, theirs) = (graph[id].Type, graph[id].Type.SizeBytes(), known[id]);
            var here = reference[id];
            var explained = best[id];
            for (var i = 0; i < graph[id].Shape.ElementCount && elements.Count < MostElements; i++)
            {
                if (!here.Slice(i * size, size).SequenceEqual(theirs.AsSpan(i * size, size)))
                    elements.Add(new ExplainedElement(graph[id].Name, i, TensorDifference.Element(type, here[(i * size)..]),
                        TensorDifference.Element(type, theirs.AsSpan(i * size)), TensorDifference.Element(type, explained[(i * size)..])));
            }
        }

        return elements.ToImmutable();
    }

    private static IEnumerable<TensorId> InOrder(Graph graph, Dictionary<TensorId, byte[]> known) =>
        graph.Operators.SelectMany(op => op.Outputs).Where(known.ContainsKey).Distinct();
}
