using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>An operator as the file has it, for its converter: checked operands, options, and a way to report what is wrong.</summary>
internal sealed class OperatorSource
{
    private readonly OperatorTable _table;
    private readonly TensorConversion _tensors;
    private readonly StateConversion _states;
    private readonly DiagnosticBag _diagnostics;
    private readonly ComputedOperands _computed;
    private ImmutableArray<Tensor?> _inputs = [];
    private ImmutableArray<Tensor?> _outputs = [];

    public OperatorSource(
        int index,
        OperatorConverter converter,
        OperatorTable table,
        TensorConversion tensors,
        string fileName,
        DiagnosticBag diagnostics,
        ComputedOperands computed, StateConversion states)
    {
        _states = states;
        Id = new OperatorId(index);
        Converter = converter;
        Place = $"{fileName}: operator {Id} {converter.Name}";
        (_table, _tensors, _diagnostics, _computed) = (table, tensors, diagnostics, computed);
    }

    public OperatorId Id { get; }

    public OperatorConverter Converter { get; }

    /// <summary>The name of the operator's kind, for records that stand for several.</summary>
    public string Kind => Converter.Code.Name();

    /// <summary>Where messages say the problem is.</summary>
    public string Place { get; }

    /// <summary>The file computes on uint8; all tensors here are int8 already.</summary>
    public bool IsUInt8Network => _tensors.IsUInt8Network;

    /// <summary>The kernel that the file means is one on uint8, which may round otherwise than that on int8.</summary>
    public bool RoundsAsUInt8 => _tensors.IsUInt8InFile(Input(Converter.DataInput).Id);

    /// <summary>The kernel that the file means, by the type it gives the first input, rounds a product of scales so.</summary>
    public ScaleProduct ScaleProduct => RoundsAsUInt8 ? ScaleProduct.Float32 : ScaleProduct.Float64;

    /// <summary>The options of a custom operator, as it keeps them.</summary>
    public ReadOnlySpan<byte> CustomOptions => _tensors.Bytes(_table.CustomOptions);

    public int InputCount => _inputs.Length;

    /// <summary>The results are known already: what networks compute with shapes.</summary>
    public bool ReadsOnlyConstants => _inputs.All(t => t is null or { IsConstant: true });

    public Tensor Output => _tensors[_outputs[0]!.Id];

    public IEnumerable<Tensor> Outputs => _outputs.OfType<Tensor>().Select(t => _tensors[t.Id]);

    public ImmutableArray<TensorId> OutputIds => [.. Outputs.Select(t => t.Id)];

    /// <summary>Reports a wrong version, wrong operands or foreign options. A converter runs only after this gave true.</summary>
    public bool Check(int version)
    {
        if (version < 1 || version > Converter.NewestVersion)
            return Report(ImportDiagnostics.OperatorVersion(Place, version, Converter.NewestVersion));
        return CheckOptions() && CheckInputs() && CheckOutputs();
    }

    /// <summary>A field of the options that the converter lists; what stands for it when the file gives none.</summary>
    public T Option<T>(OptionsField<T> field) =>
        Converter.Options is { } options
            ? options.Read(_table, field)
            : throw new InvalidOperationException($"{Converter.Name} has no options");

    public Tensor Input(int index) => _inputs[index]!;

    /// <summary>The input, or null when the file leaves it out.</summary>
    public Tensor? Find(int index) => _inputs[index];

    /// <summary>Makes an input a state; gives the tensor of what it has next.</summary>
    public TensorId Keep(Tensor state) => _states.Keep(state);

    /// <summary>The first inputs, and the optional one when the file gives it.</summary>
    public ImmutableArray<TensorId> InputIds(int count) => [.. _inputs.Take(count).OfType<Tensor>().Select(t => t.Id)];

    /// <summary>The elements of a constant of integers; null after reporting that it is none.</summary>
    public ImmutableArray<int>? ConstantIntegers(int index, string role)
    {
        var values = ConstantInteger.Read(Input(index));
        if (values is null)
            _computed.Add(this, role, Input(index));
        return values;
    }

    /// <summary>The same for lists that may be as long as a dimension.</summary>
    public ImmutableArray<int>? ConstantIndices(int index, string role)
    {
        const int most = 1 << 16;
        var values = ConstantInteger.Read(Input(index), most);
        if (values is null)
            _computed.Add(this, role, Input(index));
        return values;
    }

    /// <summary>A constant axis of a tensor of this rank, counted from the front; null after reporting what is wrong.</summary>
    public int? ConstantAxis(int index, int rank)
    {
        if (ConstantIntegers(index, "axis") is not { } axes)
            return null;
        if (axes.Length == 1)
            return Axes.Normalise(this, axes[0], rank);
        BadOption($"there are {axes.Length} axes, 1 expected", "export the model again");
        return null;
    }

    /// <summary>The fused activation; null after reporting one that is not supported.</summary>
    public Activation? Activation(FusedActivation fused)
    {
        Activation? activation = fused switch
        {
            FusedActivation.None => Graphs.Activation.None,
            FusedActivation.Relu => Graphs.Activation.Relu,
            FusedActivation.Relu6 => Graphs.Activation.Relu6,
            FusedActivation.ReluN1To1 => Graphs.Activation.ReluN1To1,
            _ => null,
        };
        if (activation is null)
            BadOption($"fused activation {Named(fused)} is not supported", "use RELU, RELU6 or RELU_N1_TO_1, or a separate operator");
        return activation;
    }

    /// <summary>The output has this shape, or the file leaves it open; false after reporting another one.</summary>
    public bool HasOutput(ImmutableArray<int> dimensions) =>
        Output.Shape.Dimensions.SequenceEqual(dimensions)
        || _tensors.TrySetShape(Output.Id, dimensions)
        || Report(GraphDiagnostics.ShapeMismatch(Place, Output, dimensions.IsEmpty ? "scalar" : string.Join('x', dimensions)));

    /// <summary>Gives an output the shape that only the file's operands tell, where the file leaves it open.</summary>
    public void FillShape(Tensor output, ImmutableArray<int> dimensions) => _tensors.TrySetShape(output.Id, dimensions);

    /// <summary>The file leaves the shape of the output open.</summary>
    public bool HasOpenOutput => _tensors.HasOpenShape(Output.Id);

    public bool HasRank(Tensor tensor, int rank) =>
        tensor.Shape.Rank == rank || Report(GraphDiagnostics.Rank(Place, $"tensor {tensor}", tensor.Shape.Rank, $"{rank}"));

    public bool BadOption(string problem, string help) => Report(ImportDiagnostics.BadOption(Place, problem, help));

    /// <summary>Adds a diagnostic; false, so that a check can end with it.</summary>
    public bool Report(Diagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        return false;
    }

    private bool CheckOptions()
    {
        if (Converter.Options?.Kind is not { } expected)
            return true;
        var present = _table.Options is not null && _table.OptionsKind != OptionsKind.None;
        if (!present)
            return Converter.MayLackOptions
                || BadOption($"the operator's options ({expected}) are missing", "export the model again");
        return _table.OptionsKind == expected
            || BadOption($"the operator has options of kind {Named(_table.OptionsKind)}, {expected} expected",
                "export the model again");
    }

    private bool CheckInputs()
    {
        var indices = _table.Inputs;
        if (indices.Length < Converter.MinInputs || indices.Length > Converter.MaxInputs)
            return Report(
                ImportDiagnostics.OperandCount(Place, "inputs", indices.Length, Expected(Converter.MinInputs, Converter.MaxInputs)));
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] == -1 && !Converter.OptionalInputs.Contains(i))
                return Report(ImportDiagnostics.OperandAbsent(Place, i));
        }

        _inputs =
            [.. indices.Select((index, i) => index == -1 ? null : _tensors.Get(index, Place, mayVary: Converter.StateInputs.Contains(i)))];
        return !indices.Where((index, i) => index != -1 && _inputs[i] is null).Any();
    }

    private bool CheckOutputs()
    {
        var indices = _table.Outputs;
        if (indices.Length < 1 || indices.Length > Converter.MaxOutputs)
            return Report(ImportDiagnostics.OperandCount(Place, "outputs", indices.Length, Expected(1, Converter.MaxOutputs)));
        _outputs = [.. indices.Select(i => _tensors.Get(i, Place))];
        return _outputs.All(t => t is not null);
    }

    private static string Expected(int least, int most) => (least, most) switch
    {
        var (min, max) when min == max => $"{min}",
        (var min, int.MaxValue) => $"at least {min}",
        var (min, max) => $"{min} to {max}",
    };

    private static string Named<T>(T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value.ToString() : $"number {value:D}";
}
