using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>Places the calls that compute one tile of a stage: pixels of lines, pointers to rows, sums.</summary>
internal sealed class StageBinder(
    ProgramBuilder program, StreamStage stage, int step, int stageIndex, ImmutableSortedDictionary<TensorId, LineStore> stores,
    StreamScratch shared)
    : CallBinder(program)
{
    private readonly KernelForm _form = StageForms.Of(stage);

    /// <summary>The sums of a global pooling, once a call has asked for them.</summary>
    public BufferId? Accumulator { get; private set; }

    /// <summary>Where the stage keeps its row pointers; null when it keeps them on the stack.</summary>
    public BufferId? RowPointers { get; private set; }

    protected override string Name(string role) => $"{StepNames.Of(stage.Operator, step)}_{stageIndex}_{role}";

    protected override KernelArgument Operand(OperandArgument operand)
    {
        var type = Program.Graph[operand.Tensor].Type;
        if (_form == KernelForm.Row && operand.IsReadOnly)
            return new WindowRowsArgument();
        if (_form == KernelForm.Sums && !operand.IsReadOnly)
            return new BufferArgument(stores[operand.Tensor].Buffer, stores[operand.Tensor].OffsetBytes, type, IsReadOnly: false);
        return new TilePixelArgument(operand.Tensor, operand.OffsetBytes / type.SizeBytes(), operand.IsReadOnly);
    }

    protected override BufferId Scratch(ScratchRecipe scratch)
    {
        if (scratch.Role != ScratchRecipe.RowPointers)
            return shared.AtLeast(scratch.SizeBytes);
        RowPointers = Program.Scratch(Name(scratch.Role), scratch.SizeBytes, step);
        return RowPointers.Value;
    }

    protected override KernelArgument Sums()
    {
        Accumulator ??= Program.Local(
            BufferKind.LineBuffer,
            $"{StepNames.Of(stage.Operator, step)}_sums",
            StageForms.SumsBytes(Program.Graph, stage),
            step);
        return new BufferArgument(Accumulator.Value, 0, ElementType.Int32, IsReadOnly: false);
    }
}
