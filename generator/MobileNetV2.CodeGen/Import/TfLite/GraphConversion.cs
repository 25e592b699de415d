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
    private readonly Dictionary<int, int> _densified;
    private readonly TensorConversion _tensors;
    private readonly StateConversion _states;

    public GraphConversion(
        ModelTable model, SubGraphTable subGraph, ReadOnlyMemory<byte> file, string fileName, DiagnosticBag diagnostics)
    {
        _subGraph = subGraph;
        _fileName = fileName;
        _diagnostics = diagnostics;
        _codes = model.OperatorCodes;
        _densified = DensifiedTensors.Of(subGraph, _codes);
        _tensors = new TensorConversion(
            subGraph.Tensors, model.Buffers, file, fileName, diagnostics, UInt8Network.Is(subGraph, _codes), _densified);
        _states = new StateConversion(model, _tensors, fileName, diagnostics);
    }

    /// <summary>The graph; null when an error was reported.</summary>
    public Graph? Run()
    {
        var inputs = Border(_subGraph.Inputs, "input");
        foreach (var input in inputs)
            _tensors.RequireStaticShape(input);
        var outputs = Border(_subGraph.Outputs, "output");
        var operators = Operators();
        var (assignments, states) = _states.Finish();
        if (_diagnostics.HasErrors)
            return null;
        operators = operators.AddRange(assignments);
        var graph = new Graph(
            Path.GetFileNameWithoutExtension(_fileName), TensorsOf(operators, inputs, outputs, states), operators, inputs, outputs, states);
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
        foreach (var i in OperatorOrder.Of(tables))
        {
            if (Convert(i, tables[i], unsupported, computed, types) is not { } op)
                continue;
            if (ConstantFolding.Run(op, id => _tensors[id], _fileName, _diagnostics) is { } results)
                _tensors.SetData(op.Outputs, results);
            else
                operators.Add(op);
        }

        var explained = unsupported.Report(new FileTopology(_subGraph));
        computed.Report(explained);
        types.Report(explained);
        return operators.ToImmutable();
    }

    /// <summary>The operator, with the shapes of its outputs known; null after reporting why not.</summary>
    private Operator? Convert(int index, OperatorTable table, UnsupportedOperators unsupported, ComputedOperands computed,
        ActivationTypes types)
    {
        if (Code(index, table) is not { } code)
            return null;
        unsupported.Notice(index, code);
        if (DensifiedTensors.Takes(code, table, _densified))
            return null;
        if (StateConversion.Takes(code.BuiltinCode))
            return _states.Take(index, code.BuiltinCode, table);
        if (OperatorConverters.Find(code) is not { } converter)
        {
            unsupported.Add(index, code);
            return null;
        }

        var source = new OperatorSource(index, converter, table, _tensors, _fileName, _diagnostics, computed, _states);
        if (!source.Check(code.Version) || !types.Accept(source) || converter.Convert(source) is not { } op)
            return null;
        ShapeInference.Run(op, _tensors);
        return op;
    }

    private OperatorCodeTable? Code(int index, OperatorTable table)
    {
        if (table.OpcodeIndex < _codes.Length)
            return _codes[(int)table.OpcodeIndex];
        _diagnostics.Add(ImportDiagnostics.BadIndex($"{_fileName}: operator #{index}", "operator code", table.OpcodeIndex, _codes.Length));
        return null;
    }

    /// <summary>Only tensors that the graph uses: shape vectors and the like have become attributes.</summary>
    private ImmutableArray<Tensor> TensorsOf(
        ImmutableArray<Operator> operators, ImmutableArray<TensorId> inputs, ImmutableArray<TensorId> outputs,
        ImmutableArray<StateVariable> states) =>
        [.. operators.SelectMany(o => o.Inputs.Concat(o.Outputs)).Concat(inputs).Concat(outputs)
            .Concat(states.SelectMany(s => new[] { s.Current, s.Next, s.Initial })).Distinct().Order().Select(id => _tensors[id])];
}
