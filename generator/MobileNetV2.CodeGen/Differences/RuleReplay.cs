using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Differences;

/// <summary>
/// One inference by chosen rules of rounding. Where the other program's tensor is known, the operators behind it read that one, so that
/// each rule is judged by its own step.
/// </summary>
internal sealed class RuleReplay
{
    private readonly Graph _graph;
    private readonly IReadOnlyDictionary<TensorId, byte[]> _known;
    private readonly TensorValues _values;
    private readonly Dictionary<TensorId, byte[]> _computed = [];
    private readonly RoundingRule[] _rules;

    /// <param name="known">What the other program computed; empty replays a network alone.</param>
    public RuleReplay(
        Graph graph, IReadOnlyList<ReadOnlyMemory<byte>> inputs, IReadOnlyDictionary<TensorId, byte[]> known,
        Func<Operator, RoundingRule> ruleOf)
    {
        (_graph, _known, _values) = (graph, known, new TensorValues(graph, inputs));
        _rules = [.. graph.Operators.Select(ruleOf)];
        for (var i = 0; i < _rules.Length; i++)
            Run(i, _ => { });
    }

    private RuleReplay(RuleReplay other, int at, RoundingRule rule)
    {
        (_graph, _known, _values) = (other._graph, other._known, other._values.Fork());
        (_computed, _rules) = (new(other._computed), [.. other._rules]);
        _rules[at] = rule;

        // Only what reads something that changed runs again.
        var changed = new HashSet<TensorId>();
        Run(at, id => changed.Add(id));
        for (var i = at + 1; i < _rules.Length && changed.Count > 0; i++)
        {
            if (_graph.Operators[i].Inputs.Any(changed.Contains))
                Run(i, id => changed.Add(id));
        }
    }

    public ImmutableArray<RoundingRule> Rules => [.. _rules];

    /// <summary>The same with another rule for one operator.</summary>
    public RuleReplay With(int at, RoundingRule rule) => new(this, at, rule);

    /// <summary>What was computed for a tensor here, whatever its readers saw.</summary>
    public ReadOnlySpan<byte> this[TensorId id] => _computed.TryGetValue(id, out var bytes) ? bytes : _values.Read(id);

    private void Run(int at, Action<TensorId> onChange)
    {
        var op = _graph.Operators[at];
        ImmutableArray<byte[]?> before = [.. op.Outputs.Select(id => _computed.GetValueOrDefault(id))];
        _values.Rounding = _rules[at];
        OperatorReference.Run(op, _values);
        for (var o = 0; o < op.Outputs.Length; o++)
        {
            var id = op.Outputs[o];
            var now = _values.Read(id).ToArray();
            _computed[id] = now;
            if (_known.TryGetValue(id, out var theirs))
                _values.Put(id, theirs);
            else if (before[o] is null || !now.AsSpan().SequenceEqual(before[o]))
                onChange(id);
        }
    }
}
