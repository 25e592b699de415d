using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering.Portable;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Collects what one operator becomes. The lowering of an operator writes here and nowhere else.</summary>
internal class StepBuilder(ProgramBuilder program, Operator op, int index)
{
    /// <summary>Generated code also runs on 64-bit machines.</summary>
    protected const int LargestPointerBytes = 8;

    private readonly List<KernelCall> _calls = [];

    /// <summary>The graph whose shapes the kernel sees.</summary>
    public virtual Graph Graph => program.Graph;

    public Target Target => program.Target;

    protected ProgramBuilder Program => program;

    public DiagnosticBag Diagnostics => program.Diagnostics;

    public int Index => index;

    public long Macs { get; set; }

    public long EstimatedInstructions { get; set; }

    public ImmutableArray<KernelCall> Calls => [.. _calls];

    public Tensor this[TensorId id] => Graph[id];

    /// <summary>A tensor that the kernel reads, from the arena or from the constants.</summary>
    public KernelArgument Read(TensorId id) => Graph[id].IsConstant ? Weights(id, "operand") : Placed(id, 0, isReadOnly: true);

    /// <summary>A tensor that the kernel writes, from byte <paramref name="offsetBytes"/> on.</summary>
    public KernelArgument Write(TensorId id, int offsetBytes = 0) => Placed(id, offsetBytes, isReadOnly: false);

    /// <summary>A constant tensor as it is in the file; operators that share it share the array.</summary>
    public ConstantArgument Weights(TensorId id, string role) =>
        new(program.Shared(Graph[id], Name(role), $"{Graph[id].Shape}, {Graph[id].Name}"));

    /// <summary>Data made for this step.</summary>
    public ConstantArgument Constant(string role, string comment, ImmutableArray<int> values) =>
        new(program.Constant(Name(role), comment, ElementType.Int32, LittleEndian.Bytes(values)));

    public ConstantArgument Constant(string role, string comment, ElementType type, ReadOnlyMemory<byte> data) =>
        new(program.Constant(Name(role), comment, type, data));

    public virtual BufferId Scratch(int sizeBytes) => program.Scratch(Name("scratch"), sizeBytes, index);

    /// <summary>Room for the row pointers of a tall window; null when they go to the stack.</summary>
    public virtual KernelArgument? RowTable(int rows) => rows <= PortableLimits.WindowRows
        ? null
        : new BufferArgument(program.Scratch(Name("rows"), rows * LargestPointerBytes, index), 0, ElementType.Int8, IsReadOnly: false);

    /// <summary>The output may begin as low as <paramref name="distanceBytes"/> below the input.</summary>
    public virtual void PermitOverlap(TensorId output, TensorId input, int distanceBytes)
    {
        if (!Graph[input].IsConstant)
            program.PermitOverlap(index, output, input, distanceBytes);
    }

    public void Call(string function, ImmutableArray<string> runtimeFiles, params ImmutableArray<KernelArgument> arguments) =>
        _calls.Add(new KernelCall(function, arguments, StatusConvention.None, runtimeFiles));

    public void CallChecked(string function, ImmutableArray<string> runtimeFiles, params ImmutableArray<KernelArgument> arguments) =>
        _calls.Add(new KernelCall(function, arguments, StatusConvention.CmsisNn, runtimeFiles));

    protected virtual string Name(string role) => StepNames.Of(op, index) + "_" + role;

    protected virtual KernelArgument Placed(TensorId id, int offsetBytes, bool isReadOnly)
    {
        var place = program.Placements[id];
        return new BufferArgument(place.Buffer, place.OffsetBytes + offsetBytes, Graph[id].Type, isReadOnly);
    }
}
