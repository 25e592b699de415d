using System.Collections.Immutable;
using MobileNetV2.CodeGen.Heads;

namespace MobileNetV2.CodeGen.Cli.Overlays;

/// <summary>Which key points have a bone between them; the number of points tells whose they are.</summary>
internal static class Skeleton
{
    /// <summary>COCO's: head, arms, body, legs.</summary>
    private static readonly ImmutableArray<(int From, int To)> Body =
    [
        (0, 1), (0, 2), (1, 3), (2, 4), (5, 7), (7, 9), (6, 8), (8, 10), (5, 6),
        (5, 11), (6, 12), (11, 12), (11, 13), (13, 15), (12, 14), (14, 16),
    ];

    /// <summary>COCO's without eyes and ears, as ST's networks have them.</summary>
    private static readonly ImmutableArray<(int From, int To)> BodyWithoutFace =
    [
        (0, 1), (0, 2), (1, 2), (1, 3), (3, 5), (2, 4), (4, 6), (1, 7), (2, 8), (7, 8), (7, 9), (9, 11), (8, 10), (10, 12),
    ];

    /// <summary>MediaPipe's: the wrist, then four points of each finger.</summary>
    private static readonly ImmutableArray<(int From, int To)> Hand =
    [
        .. Enumerable.Range(0, 20).Where(i => i % 4 != 0).Select(i => (i, i + 1)),
        (0, 1), (0, 5), (5, 9), (9, 13), (13, 17), (0, 17),
    ];

    /// <returns>The bones of these points; none when nobody is known to have so many.</returns>
    public static ImmutableArray<(int From, int To)> Of(HeadAnswer answer) => answer.Items.Length switch
    {
        _ when answer.Items.Where((item, i) => item is not FoundPoint point || point.Class != i).Any() => [],
        17 => Body,
        13 => BodyWithoutFace,
        21 => Hand,
        _ => [],
    };
}
