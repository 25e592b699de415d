using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Onnx.Operators;
using MobileNetV2.CodeGen.Import.Onnx.Schema;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Goes through the nodes of a file, in its order, and makes a float graph of them.
/// All that is wrong is reported at once.</summary>
internal sealed class OnnxConversion(OnnxGraph source, long opset, string fileName, OnnxTensorReader tensors, DiagnosticBag diagnostics)
{
    private readonly OnnxGraphBuilder _graph = new(Path.GetFileNameWithoutExtension(fileName));

    /// <inheritdoc cref="OnnxGraphBuilder.Quantizations"/>
    public IReadOnlyDictionary<TensorId, OnnxIntegers> Quantizations => _graph.Quantizations;

    /// <inheritdoc cref="OnnxGraphBuilder.Stored"/>
    public IReadOnlyDictionary<TensorId, OnnxStored> Stored => _graph.Stored;

    /// <summary>Null for what a refused node would have given.</summary>
    private readonly Dictionary<string, OnnxValue?> _values = new(StringComparer.Ordinal);

    private readonly Dictionary<TensorId, QuantizedBorder> _borders = [];

    /// <summary>Inputs and outputs that are integers in the file.</summary>
    public IReadOnlyDictionary<TensorId, QuantizedBorder> Borders => _borders;

    private readonly SortedDictionary<string, List<OnnxNode>> _unknown = new(StringComparer.Ordinal);

    public Graph? Run()
    {
        if (source.HasSparseInitializers)
            diagnostics.Add(
                ImportDiagnostics.OnnxNode(
                    $"{fileName}: network", "constants are stored sparsely", "export the model with dense constants"));
        foreach (var initializer in source.Initializers)
            _values[initializer.Name] = Try(() => OnnxValue.Of(SourceText.Clean(initializer.Name), tensors.Read(initializer)),
                $"constant '{SourceText.Clean(initializer.Name)}'");
        _graph.Hold(_values.Values.Sum(value => (long)(value?.Constant?.Count ?? 0)));
        var inputs = source.Inputs.Where(i => !_values.ContainsKey(i.Name)).Select(Input).ToList();
        foreach (var node in source.Nodes)
            Convert(node);
        foreach (var (kind, nodes) in _unknown)
            diagnostics.Add(ImportDiagnostics.OnnxOperator(Place(nodes[0]), kind, nodes.Count));
        var outputs = source.Outputs.Select(Output).ToList();
        return diagnostics.HasErrors ? null : _graph.Build([.. inputs.OfType<TensorId>()], [.. outputs.OfType<TensorId>()]);
    }

    private void Note(TensorId tensor, OnnxType type)
    {
        if (type is OnnxType.Int8 or OnnxType.UInt8)
            _borders[tensor] = type == OnnxType.Int8 ? QuantizedBorder.Int8 : QuantizedBorder.UInt8;
    }

    private void Convert(OnnxNode node)
    {
        foreach (var output in node.Outputs)
            _values[output] = null;
        var missing = node.Inputs.FirstOrDefault(name => name.Length > 0 && !_values.ContainsKey(name));
        if (missing is not null)
            diagnostics.Add(
                ImportDiagnostics.OnnxNode(Place(node), $"'{SourceText.Clean(missing)}' is read before any node gives it",
                    "sort the nodes, or export the model again"));
        else if (OnnxOperators.Find(node.Domain, node.Kind) is not { } convert)
            AddUnknown(node);
        else if (node.Outputs is [{ Length: > 0 }, ..] && node.Inputs.All(name => name.Length == 0 || _values[name] is not null))
            Try<object>(() => Converted(node, convert), Place(node));
    }

    private object? Converted(OnnxNode node, Action<OnnxSource> convert)
    {
        convert(new OnnxSource(node, opset, _graph, _values, tensors.Read));
        return null;
    }

    private void AddUnknown(OnnxNode node)
    {
        var kind = SourceText.Clean(node.Domain.Length == 0 ? node.Kind : $"{node.Domain}.{node.Kind}");
        if (_unknown.TryGetValue(kind, out var nodes))
            nodes.Add(node);
        else
            _unknown.Add(kind, [node]);
    }

    /// <summary>Pictures come with their channels last, unless the network itself brings them into that order.</summary>
    private TensorId? Input(OnnxPort port)
    {
        var place = $"{fileName}: input '{SourceText.Clean(port.Name)}'";
        _values[port.Name] = null;
        if (port.Type is not (OnnxType.Float or OnnxType.Float16 or OnnxType.Int8 or OnnxType.UInt8))
        {
            diagnostics.Add(
                ImportDiagnostics.OnnxNode(
                    place, $"the input has the element type {port.Type}", "give the network float32 or quantized inputs"));
            return null;
        }

        // A batch that is left open is one picture.
        var isOpen = port.Dimensions is [null or <= 0, ..];
        ImmutableArray<long?> sizes = isOpen ? [1, .. port.Dimensions[1..]] : port.Dimensions;
        if (sizes.IsEmpty || sizes.Any(size => size is null or < 1 or > int.MaxValue))
        {
            var shape = string.Join(", ", port.Dimensions.Select(d => d is null ? "?" : $"{d}"));
            diagnostics.Add(ImportDiagnostics.OnnxShape(place, shape));
            return null;
        }

        ImmutableArray<int> dimensions = [.. sizes.Select(size => (int)size!.Value)];
        var order = IsReadAsItIs(port.Name) ? OnnxValue.Plain(dimensions.Length) : OnnxValue.ChannelsLast(dimensions.Length);
        var name = SourceText.Clean(port.Name);
        var value =
            Try(
                () => OnnxValue.Of(name, dimensions, _graph.Tensor(name, [.. order.Select(axis => dimensions[axis])], isOpen), order),
                place);
        _values[port.Name] = value;
        if (value?.Tensor is { } tensor)
            Note(tensor, port.Type);
        return value?.Tensor;
    }

    private bool IsReadAsItIs(string name) =>
        source.Nodes.FirstOrDefault(n => n.Inputs.Contains(name)) is { } reader
        && (reader.Kind is "Transpose" or "Reshape" or "Flatten"
            || (reader.Kind is "QuantizeLinear" or "DequantizeLinear" or "Cast" or "Identity" && reader.Outputs is [var next, ..]
                && next != name && IsReadAsItIs(next)));

    private TensorId? Output(OnnxPort port)
    {
        var place = $"{fileName}: output '{SourceText.Clean(port.Name)}'";
        if (!_values.TryGetValue(port.Name, out var value))
            diagnostics.Add(ImportDiagnostics.OnnxNode(place, "no node gives this output", "export the model again"));
        else if (value is { Tensor: null })
            diagnostics.Add(ImportDiagnostics.OnnxNode(place, "the output does not depend on the input", "export the model again"));
        if (value?.Tensor is null)
            return null;
        var isImage = value.Rank == 4 && value.Order.SequenceEqual(OnnxValue.ChannelsLast(4));
        var tensor = _graph.InOrder(value, isImage ? value.Order : OnnxValue.Plain(value.Rank));
        Note(tensor, port.Type);
        return tensor;
    }

    private T? Try<T>(Func<T?> make, string place)
        where T : class
    {
        try
        {
            return make();
        }
        catch (RefusedException refused)
        {
            diagnostics.Add(ImportDiagnostics.OnnxNode(place.StartsWith(fileName, StringComparison.Ordinal)
                ? place
                : $"{fileName}: {place}", refused.Message, refused.Help));
            return null;
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            // Sizes and counts that no real file has; each is looked at where it matters, these are the ones where it does not.
            diagnostics.Add(ImportDiagnostics.OnnxNode(place, "its sizes do not fit each other", "export the model again"));
            return null;
        }
    }

    private string Place(OnnxNode node) =>
        $"{fileName}: node #{node.Index} {SourceText.Clean(node.Kind)}" + (node.Name.Length > 0 ? $" '{SourceText.Clean(node.Name)}'" : "");
}
