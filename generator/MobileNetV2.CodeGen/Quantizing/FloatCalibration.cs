using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Runs the float network on all samples and chooses the scale of every activation.</summary>
internal sealed class FloatCalibration(QuantizeRequest request, SharedScales shared)
{
    private readonly Graph _graph = request.Graph;

    public (Dictionary<TensorId, QuantizationParameters> Quantizations, Dictionary<TensorId, string> Methods) Run()
    {
        var roots = Activations().Select(shared.RootOf).Distinct().Order().ToImmutableArray();
        var ends =
            Observe(roots, _ => new RangeObservation(), (observation, bytes) => observation.Extend(bytes), (sum, part) => sum.Extend(part));
        foreach (var id in _graph.Inputs.Where(_ => request.InputRange is not null))
            ends[shared.RootOf(id)].Extend(request.InputRange!.Value.Least, request.InputRange.Value.Most);
        var softmaxes = ReadBySoftmaxAlone();
        var rows = softmaxes.ToDictionary(pair => pair.Key, _ => new float[request.Samples.Length][]);
        var counts = Observe(
            roots, root => ends[root].Empty(), (observation, bytes) => observation.Count(bytes), (sum, part) => sum.Add(part),
            (sample, trace) =>
            {
                foreach (var (root, op) in softmaxes)
                    rows[root][sample] = Rows(trace[op.Input].Span, _graph[op.Input].Shape.Channels);
            });
        var quantizations = new Dictionary<TensorId, QuantizationParameters>();
        var methods = new Dictionary<TensorId, string>();
        var chosen = roots.AsParallel().AsOrdered().Select(root => softmaxes.GetValueOrDefault(root) is { } softmax
            ? Choose(softmax, counts[root], [.. rows[root].SelectMany(r => r)])
            : Choose(root, counts[root])).ToArray();
        var byRoot = roots.Zip(chosen).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var id in Activations())
            (quantizations[id], methods[id]) = byRoot[shared.RootOf(id)];
        foreach (var id in _graph.Operators.Where(o => o is not FilterOperator).SelectMany(o => o.Inputs).Where(IsRealConstant))
            quantizations[id] = OfConstant(_graph[id]);

        // Whole numbers are compared, so both sides need one scale.
        foreach (var op in _graph.Operators.Where(o => o is Maximum or Minimum))
        {
            foreach (var id in op.Inputs.Where(IsRealConstant))
                quantizations[id] = quantizations[op.Output];
        }

        return (quantizations, methods);
    }

    /// <summary>A sample's inputs as they are given to the interpreter.</summary>
    private IEnumerable<TensorId> Activations() =>
        _graph.Inputs.Concat(_graph.Operators.SelectMany(o => o.Outputs)).Where(id => _graph[id].Type == ElementType.Float32).Distinct();

    private bool IsRealConstant(TensorId id) => _graph[id] is { IsConstant: true, Type: ElementType.Float32 };

    private (QuantizationParameters Quantization, string Method) Choose(TensorId root, RangeObservation observed)
    {
        if (shared.BuiltIn(root) is { } builtIn)
            return (builtIn, "built in");

        // What inputs can be is known, and nothing of it is cut off.
        var isInput = request.InputRange is not null && _graph.Inputs.Any(id => shared.RootOf(id) == root);
        return isInput || !request.Steps.HasFlag(QuantizationSteps.Ranges)
            ? (RangeChoice.Of(Math.Min(0, observed.Least), Math.Max(0, observed.Most)), isInput ? "as given" : "min-max")
            : RangeChoice.Choose(observed);
    }

    private (QuantizationParameters Quantization, string Method) Choose(Softmax softmax, RangeObservation observed, float[] rows) => (
        new SoftmaxRange(rows, _graph[softmax.Input].Shape.Channels, softmax.Beta).Choose(observed.Least, observed.Most),
        SoftmaxRange.Method);

    /// <summary>Groups of tensors with one scale that nothing needs but one SOFTMAX.</summary>
    private Dictionary<TensorId, Softmax> ReadBySoftmaxAlone()
    {
        var found = new Dictionary<TensorId, Softmax>();
        if (!request.Steps.HasFlag(QuantizationSteps.Ranges))
            return found;
        var members = Activations().ToLookup(shared.RootOf);
        foreach (var softmax in _graph.Operators.OfType<Softmax>())
        {
            var group = members[shared.RootOf(softmax.Input)];
            if (shared.BuiltIn(softmax.Input) is null && group.All(id => !_graph.Inputs.Contains(id) && !_graph.Outputs.Contains(id)
                && _graph.ConsumersOf(id).All(o => ReferenceEquals(o, softmax) || SharedScales.KeepsScale(o))))
                found.Add(shared.RootOf(softmax.Input), softmax);
        }

        return found;
    }

    /// <summary>Some rows of a tensor, evenly from all.</summary>
    private float[] Rows(ReadOnlySpan<byte> reals, int depth)
    {
        var elements = MemoryMarshal.Cast<byte, float>(reals);
        var all = elements.Length / depth;
        var count = Math.Clamp(SoftmaxRange.MostElements / depth / request.Samples.Length, 1, all);
        var rows = new float[count * depth];
        for (var r = 0; r < count; r++)
            elements.Slice((int)((long)r * all / count) * depth, depth).CopyTo(rows.AsSpan(r * depth));
        return rows;
    }

    /// <summary>A constant operand has the scale that its own elements need.</summary>
    private static QuantizationParameters OfConstant(Tensor constant)
    {
        var (least, most) = (0.0, 0.0);
        foreach (var x in MemoryMarshal.Cast<byte, float>(constant.Data!.Value.Span))
            (least, most) = (Math.Min(least, x), Math.Max(most, x));
        return most - least > 0 && double.IsFinite(most - least) ? RangeChoice.Of(least, most) : QuantizationParameters.PerTensor(1, 0);
    }

    /// <summary>Looks at all tensors of all samples; samples are shared out evenly, and what is seen does not depend on how.</summary>
    private Dictionary<TensorId, RangeObservation> Observe(
        ImmutableArray<TensorId> roots,
        Func<TensorId, RangeObservation> make,
        Action<RangeObservation, ReadOnlySpan<byte>> look,
        Action<RangeObservation, RangeObservation> join,
        Action<int, InterpreterTrace>? also = null)
    {
        var total = roots.ToDictionary(root => root, make);
        var interpreter = new PreparedNetwork(_graph);
        Parallel.ForEach(
            request.Samples,
            () => roots.ToDictionary(root => root, make),
            (sample, _, index, seen) =>
            {
                var trace = interpreter.Trace(sample);
                also?.Invoke((int)index, trace);
                foreach (var id in Activations())
                    look(seen[shared.RootOf(id)], trace[id].Span);
                return seen;
            },
            seen =>
            {
                lock (total)
                {
                    foreach (var root in roots)
                        join(total[root], seen[root]);
                }
            });
        return total;
    }
}
