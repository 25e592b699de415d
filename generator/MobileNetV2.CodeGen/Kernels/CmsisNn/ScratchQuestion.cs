using System.Collections.Immutable;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>A call of CMSIS-NN whose working memory the generator computed and the library itself can be asked about.</summary>
/// <param name="Function">The kernel.</param>
/// <param name="Numbers">Which <c>arm_*_get_buffer_size</c> function, then the dimensions (batch, height, width, channels) of input, filter
/// and output, then height and width of stride, dilation and padding, then the depth multiplier.</param>
/// <param name="Shape">For people.</param>
/// <param name="ComputedBytes">What the generator reserves.</param>
public sealed record ScratchQuestion(string Function, ImmutableArray<int> Numbers, string Shape, int ComputedBytes)
{
    /// <summary>Questions about shapes that no network at hand has.</summary>
    /// <param name="next">Draws a number from the first on and below the second.</param>
    public static ImmutableArray<ScratchQuestion> Random(Target target, int count, Func<int, int, int> next) =>
        new RandomQuestions(target, next).Make(count);
}
