using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Operators;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Import.TfLite.UInt8;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Turns the file's only subgraph into a graph. Reports everything it cannot convert, not only the first.</summary>
internal sealed class GraphConversion
{
    private readonly SubGraphTable _subGraph;
    private readonly string _fileName;
    private readonly DiagnosticBag _diagnostics;
    private readonly ImmutableArray<OperatorCodeTable> _codes;
    private readonly TensorConversion _tensors;

    public GraphConversion(
        ModelTable model, SubGraphTable subGraph, ReadOnlyMemory<byte> file, string fileName, DiagnosticBag diagnostics)
    {
        _subGraph = subGraph;
        _fileName = fileName;
        _diagnostics = diagnostics;
        _codes = model.OperatorCodes;
        _tensors = new TensorConversion(subGraph.Tensors, model.Buffers, file, fileName, diagnostics, UInt8Network.Is(subGraph, _codes));
    }

    /// <summary>The graph; null when an error was reported.</summary>
    public Graph? Run()
    {
        var inputs = Border(_subGraph.Inputs, "input");
        foreach (var input in inputs)
            _tensors.RequireStaticShape(input);
        var outputs = Border(_subGraph.Outputs, "output");
        var operators = Operators();
        if (_diagnostics.HasErrors)
            return null;
        var graph = new Graph(
            Path.GetFileNameWithoutExtension(_fileName), TensorsOf(operators, inputs, outputs), OperatorOrder.Sort(operators), inputs, outputs);
        return _tensors.IsUInt8Network ? UInt8Border.Restore(graph, _tensors.IsUInt8InFile) : FloatWeights.Restore(graph);
    }

    private ImmutableArray<TensorId> Border(ImmutableArray<int> indices, string role)
    {
        var ids = ImmutableArray.CreateBuilder<TensorId>(indices.Length);
        foreach (var index in indices)
        {
            if (_tensors.Get(index, $"{_fileName}: network {role}s") is { } tensor)
                ids.Add(tensor.Id);
        }

        return ids.ToImmutable();
    }

    private ImmutableArray<Operator> Operators()
    {
        var unsupported = new UnsupportedOperators(_fileName, _diagnostics);
        var types = new ActivationTypes(_diagnostics);
        var computed = new ComputedOperands(_diagnostics);
        var operators = ImmutableArray.CreateBuilder<Operator>();
        var tables = _subGraph.Operators;
        for (var i = 0; i < tables.Length; i++)
        {
            if (Code(i, tables[i]) is not { } code)
                continue;
            unsupported.Notice(i, code);
            if (OperatorConverters.Find(code.BuiltinCode) is not { } converter)
            {
                unsupported.Add(i, code);
                continue;
            }

            var source = new OperatorSource(i, converter, tables[i], _tensors, _fileName, _diagnostics, computed);
            if (!source.Check(code.Version))
                continue;
            if (types.Accept(source) && converter.Convert(source) is { } converted && KeepsBits(converted, source))
                operators.Add(converted);
        }

        var explained = unsupported.Report(new FileTopology(_subGraph));
        computed.Report(explained);
        types.Report();
        return operators.ToImmutable();
    }

    private bool KeepsBits(Operator op, OperatorSource source) =>
        !_tensors.IsUInt8Network
        || UInt8Rounding.Problem(op, id => _tensors[id]) is not { } problem
        || source.Report(ImportDiagnostics.UInt8Rounding(source.Place, problem));

    private OperatorCodeTable? Code(int index, OperatorTable table)
    {
        if (table.OpcodeIndex < _codes.Length)
            return _codes[(int)table.OpcodeIndex];
        _diagnostics.Add(ImportDiagnostics.BadIndex($"{_fileName}: operator #{index}", "operator code", table.OpcodeIndex, _codes.Length));
        return null;
    }

    /// <summary>Only tensors that the graph uses: shape vectors and the like have become attributes.</summary>
    private ImmutableArray<Tensor> TensorsOf(
        ImmutableArray<Operator> operators, ImmutableArray<TensorId> inputs, ImmutableArray<TensorId> outputs) =>
        [.. operators.SelectMany(o => o.Inputs.Concat(o.Outputs)).Concat(inputs).Concat(outputs).Distinct().Order().Select(id => _tensors[id])];
}
