using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>
/// Variables of a file become states of the graph: the first read of a variable is what the state has, the last assignment what it has
/// next. What a subgraph that is called once assigns is what the state has initially; without that it stands for the real number 0.
/// </summary>
internal sealed class StateConversion(ModelTable model, TensorConversion tensors, string fileName, DiagnosticBag diagnostics)
{
    private static readonly OptionsField<string> Container = OptionsField.Text(0);
    private static readonly OptionsField<string> SharedName = OptionsField.Text(1);
    private static readonly OptionsTable VarHandle = new(OptionsKind.VarHandle, Container, SharedName);

    private readonly Dictionary<int, Variable> _handles = [];
    private readonly Dictionary<(string Container, string Name), Variable> _variables = [];

    /// <summary>For <see cref="CallOnce"/>: the number of the subgraph that is called.</summary>
    public static OptionsField<int> SubGraph { get; } = OptionsField.Int32(0);

    /// <summary>The options of CALL_ONCE.</summary>
    public static OptionsTable CallOnce { get; } = new(OptionsKind.CallOnce, SubGraph);

    /// <summary>All options that are read here.</summary>
    public static ImmutableArray<OptionsTable> Tables => [CallOnce, VarHandle];

    /// <summary>Whether operators of this kind are about variables.</summary>
    public static bool Takes(BuiltinOperator code) =>
        code is BuiltinOperator.CallOnce or BuiltinOperator.VarHandle or BuiltinOperator.ReadVariable or BuiltinOperator.AssignVariable;

    /// <summary>Takes an operator about variables; gives the one that it comes to, if any.</summary>
    public Operator? Take(int index, BuiltinOperator code, OperatorTable table)
    {
        var place = Place(index, code);
        switch (code)
        {
            case BuiltinOperator.CallOnce when CallOnce.IsIn(table):
                Initialise(CallOnce.Read(table, SubGraph), place);
                return null;
            case BuiltinOperator.VarHandle when VarHandle.IsIn(table) && table.Outputs is [var handle]:
                _handles[handle] = Named(table);
                return null;
            case BuiltinOperator.ReadVariable when table.Inputs is [var handle] && table.Outputs is [var output]:
                return Find(handle, place) is { } read && tensors.Get(output, place) is { } result
                    ? Read(read, new OperatorId(index), result)
                    : null;
            case BuiltinOperator.AssignVariable when table.Inputs is [var handle, var input]:
                if (Find(handle, place) is { } assigned && tensors.Get(input, place) is { } value)
                    (assigned.Latest, assigned.Assignment) = (value.Id, new OperatorId(index));
                return null;
            default:
                diagnostics.Add(
                    ImportDiagnostics.BadOption(place, "operands or options of the operator are missing", "export the model again"));
                return null;
        }
    }

    /// <summary>A tensor that the operator itself keeps from call to call; the id is what it has next.</summary>
    public TensorId Keep(Tensor current)
    {
        var variable = new Variable { Current = current.Id };
        _variables.Add(("", $"tensor {current.Id}"), variable);
        variable.Next = tensors.Add(current);
        return variable.Next.Value;
    }

    /// <summary>The states of all variables that are read, and the assignments to them.</summary>
    public (ImmutableArray<Operator> Assignments, ImmutableArray<StateVariable> States) Finish()
    {
        var assignments = ImmutableArray.CreateBuilder<Operator>();
        var states = ImmutableArray.CreateBuilder<StateVariable>();
        foreach (var variable in _variables.Values.Where(v => v.Current is not null))
        {
            var current = tensors[variable.Current!.Value];
            var initial = Initial(variable, current);
            if (variable.Next is null && (variable.Assignment is null || variable.Latest == variable.Current))
            {
                tensors.SetData([current.Id], [initial]);
                continue;
            }

            var next = variable.Next ?? tensors.Add(current);
            if (variable.Next is null)
                assignments.Add(new AssignVariable(variable.Assignment!.Value, [variable.Latest!.Value], [next]));
            states.Add(new StateVariable(current.Id, next, tensors.Add(current with { Data = initial })));
        }

        return (assignments.ToImmutable(), states.ToImmutable());
    }

    private static Reshape? Read(Variable variable, OperatorId id, Tensor result)
    {
        variable.Current ??= variable.Latest is null ? result.Id : null;
        var latest = variable.Latest;
        variable.Latest ??= result.Id;
        return latest is { } value ? new Reshape(id, [value], [result.Id], "RESHAPE") : null;
    }

    private byte[] Initial(Variable variable, Tensor current)
    {
        if (variable.Initial is { } given && given.Length == current.SizeBytes)
            return given.ToArray();
        if (variable.Initial is { } other)
            diagnostics.Add(
                ImportDiagnostics.ConstantSize(
                    $"{fileName}: tensor {current.Id} '{current.Name}'", $"the initial value has {other.Length} bytes", current.SizeBytes));
        var bytes = new byte[current.SizeBytes];
        if (current is { Type: ElementType.Int8 or ElementType.UInt8, Quantization: { } quantization })
            Array.Fill(bytes, Elements.ToByte(quantization.ZeroPoint));
        return bytes;
    }

    /// <summary>Runs a subgraph that is called once: it may only assign constants.</summary>
    private void Initialise(int subGraph, string place)
    {
        var subGraphs = model.SubGraphs;
        if (subGraph < 0 || subGraph >= subGraphs.Length)
        {
            diagnostics.Add(ImportDiagnostics.BadIndex(place, "subgraph", subGraph, subGraphs.Length));
            return;
        }

        var (codes, constants) = (model.OperatorCodes, tensors.Of(subGraphs[subGraph].Tensors));
        var handles = new Dictionary<int, Variable>();
        foreach (var (table, index) in subGraphs[subGraph].Operators.Select((table, i) => (table, i)))
        {
            var code = table.OpcodeIndex < codes.Length ? codes[(int)table.OpcodeIndex].BuiltinCode : BuiltinOperator.Custom;
            if (code == BuiltinOperator.VarHandle && VarHandle.IsIn(table) && table.Outputs is [var handle])
                handles[handle] = Named(table);
            else if (code == BuiltinOperator.AssignVariable && table.Inputs is [var target, var value]
                && handles.TryGetValue(target, out var variable) && constants.Get(value, place)?.Data is { } data)
                variable.Initial = data;
            else
                diagnostics.Add(ImportDiagnostics.BadOption(
                    place, $"operator #{index} {code.Name()} of subgraph {subGraph} does more than give variables their initial values",
                    "convert without it"));
        }
    }

    /// <summary>Two handles with the same names are of one variable, in whatever subgraph they are.</summary>
    private Variable Named(OperatorTable handle)
    {
        var key = (VarHandle.Read(handle, Container), VarHandle.Read(handle, SharedName));
        if (!_variables.TryGetValue(key, out var variable))
            _variables.Add(key, variable = new Variable());
        return variable;
    }

    private Variable? Find(int handle, string place)
    {
        if (_handles.TryGetValue(handle, out var variable))
            return variable;
        diagnostics.Add(ImportDiagnostics.BadOption(place, $"tensor %{handle} is no handle of a variable", "export the model again"));
        return null;
    }

    private string Place(int index, BuiltinOperator code) => $"{fileName}: operator #{index} {code.Name()}";

    private sealed class Variable
    {
        public ReadOnlyMemory<byte>? Initial { get; set; }

        /// <summary>What was read first.</summary>
        public TensorId? Current { get; set; }

        /// <summary>What a read would give now.</summary>
        public TensorId? Latest { get; set; }

        public OperatorId? Assignment { get; set; }

        /// <summary>What an operator that keeps the variable itself leaves.</summary>
        public TensorId? Next { get; set; }
    }
}
