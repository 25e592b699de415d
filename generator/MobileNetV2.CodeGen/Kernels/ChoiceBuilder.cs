using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.Portable;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>Collects what a rule chooses.</summary>
internal sealed class ChoiceBuilder(KernelQuestion question)
{
    /// <summary>Generated code also runs on 64-bit machines.</summary>
    private const int LargestPointerBytes = 8;

    private readonly ImmutableArray<PlannedCall>.Builder _calls = ImmutableArray.CreateBuilder<PlannedCall>();
    private readonly ImmutableArray<ConstantRecipe>.Builder _constants = ImmutableArray.CreateBuilder<ConstantRecipe>();
    private readonly ImmutableArray<InputOverlap>.Builder _overlaps = ImmutableArray.CreateBuilder<InputOverlap>();
    private readonly ImmutableArray<ScratchRecipe>.Builder _scratch = ImmutableArray.CreateBuilder<ScratchRecipe>();

    public long Instructions { get; set; }

    /// <summary>The numbers that say which part of a row to compute; none for other forms.</summary>
    public ImmutableArray<KernelArgument> RowRange => question.Form == KernelForm.Row
        ? [new TileArgument(TileNumber.FirstColumn), new TileArgument(TileNumber.EndColumn)]
        : [];

    /// <summary>The same behind the number of the row.</summary>
    public ImmutableArray<KernelArgument> RowAndRange =>
        question.Form == KernelForm.Row ? [new TileArgument(TileNumber.Row), .. RowRange] : [];

    /// <summary>The numbers that say which pixels to add, and the sums.</summary>
    public static ImmutableArray<KernelArgument> PixelRange =>
        [new TileArgument(TileNumber.Pixels), new TileArgument(TileNumber.PixelsBefore), new SumsArgument()];

    /// <summary>A tensor that the kernel reads, from the arena or from the constants.</summary>
    public KernelArgument Read(TensorId id) =>
        question[id].IsConstant ? Weights(id, "operand") : new OperandArgument(id, 0, IsReadOnly: true);

    /// <summary>A tensor that the kernel writes, from byte <paramref name="offsetBytes"/> on.</summary>
    public static KernelArgument Write(TensorId id, int offsetBytes = 0) => new OperandArgument(id, offsetBytes, IsReadOnly: false);

    /// <summary>A constant tensor as it is in the file; operators that share it share the array.</summary>
    public RecipeArgument Weights(TensorId id, string role) =>
        Constant(ConstantRecipe.Of(question[id], role, $"{question[id].Shape}, {question[id].Name}"));

    /// <summary>Data made for this operator.</summary>
    public RecipeArgument Constant(ConstantRecipe recipe)
    {
        _constants.Add(recipe);
        return new RecipeArgument(recipe);
    }

    /// <summary>Words made for this operator.</summary>
    public RecipeArgument Words(string role, string comment, int count, Func<IEnumerable<int>> make) =>
        Constant(new ConstantRecipe(role, comment, ElementType.Int32, count * sizeof(int), () => LittleEndian.Bytes([.. make()])));

    /// <summary>Small numbers made for this operator.</summary>
    public RecipeArgument Shorts(string role, string comment, int count, Func<IEnumerable<int>> make) =>
        Constant(new ConstantRecipe(role, comment, ElementType.Int16, count * sizeof(short), () => LittleEndian.Shorts([.. make()])));

    /// <summary>Working memory; the null pointer for none.</summary>
    public KernelArgument Scratch(int sizeBytes) =>
        sizeBytes == 0 ? new NullArgument() : new ScratchArgument(Scratch(ScratchRecipe.Work, sizeBytes));

    /// <inheritdoc cref="Scratch(int)"/>
    public FieldValue ScratchAddress(int sizeBytes, string role = ScratchRecipe.Work) =>
        sizeBytes == 0 ? new NullValue() : new ScratchAddressValue(Scratch(role, sizeBytes));

    /// <summary>Room for the pointers to the rows of a tall window, as an argument where the kernel fills them;
    /// none where they go to the stack.</summary>
    public ImmutableArray<KernelArgument> RowTable(int rows)
    {
        if (rows <= PortableLimits.WindowRows)
            return [];
        var table = Scratch(ScratchRecipe.RowPointers, rows * LargestPointerBytes);
        return question.Form == KernelForm.Row ? [] : [new ScratchArgument(table)];
    }

    /// <summary>The output may begin as low as <paramref name="distanceBytes"/> below the input.</summary>
    public void PermitOverlap(TensorId input, int distanceBytes)
    {
        if (!question[input].IsConstant)
            _overlaps.Add(new InputOverlap(input, distanceBytes));
    }

    public void Call(Kernel kernel, params ImmutableArray<KernelArgument> arguments) => _calls.Add(new PlannedCall(kernel, arguments));

    public KernelAnswer Build() => new(
        new KernelChoice(_calls.ToImmutable(), _constants.ToImmutable(), _scratch.ToImmutable(), _overlaps.ToImmutable(), Instructions),
        "");

    private ScratchRecipe Scratch(string role, int sizeBytes)
    {
        _scratch.Add(new ScratchRecipe(role, sizeBytes));
        return _scratch[^1];
    }
}
