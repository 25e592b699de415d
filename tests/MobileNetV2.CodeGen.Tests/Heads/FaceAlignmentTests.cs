using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Heads;

public sealed class FaceAlignmentTests
{
    private static readonly CameraFormat[] Formats =
    [
        CameraFormat.Rgb888, CameraFormat.Bgr888, CameraFormat.Rgb565, CameraFormat.Rgb565BigEndian, CameraFormat.Yuyv, CameraFormat.Yuv422,
        CameraFormat.Grey8,
    ];

    /// <summary>Complex numbers: the factor that takes seen points to their places is a sum of products over a sum of squares.</summary>
    [Fact]
    public void The_similarity_is_that_of_least_squares()
    {
        var random = new TestRandom(2);
        var places = FacePlaces.Parse("arcface", (112, 112))!;
        for (var round = 0; round < 300; round++)
        {
            var points = Points(random, places);
            if (FaceAlignment.Of(places, points) is not { } found)
                continue;
            var (seen, wanted) = (Numbers(points), Numbers(places.Points));
            var (seenMean, wantedMean) = (Mean(seen), Mean(wanted));
            var factor = Sum(seen.Zip(wanted, (p, q) => Complex.Conjugate(p - seenMean) * (q - wantedMean)))
                / Sum(seen.Select(p => (p - seenMean) * Complex.Conjugate(p - seenMean)));
            var back = 1 / factor;
            var corner = seenMean - (back * wantedMean);

            var tolerance = back.Magnitude / 1000;
            Assert.Equal(back.Real, found.Along / 65536.0, tolerance);
            Assert.Equal(back.Imaginary, -found.Aside / 65536.0, tolerance);
            Assert.Equal(corner.Real, found.X / 65536.0, 112 * tolerance);
            Assert.Equal(corner.Imaginary, found.Y / 65536.0, 112 * tolerance);
        }
    }

    /// <summary>A picture that is a face already stays as it is; one that is not even a face is refused.</summary>
    [Fact]
    public void An_upright_face_stays_and_nonsense_is_refused()
    {
        var places = FacePlaces.Parse("8.5,10.5,23.5,10.5,16,17,9.5,24.5,22.5,24.5", (32, 32))!;
        var picture = new TestRandom(1).Bytes(32 * 32 * 3);

        var face = FaceAlignment.Of(places, places.Points)!.Upright(CameraFormat.Rgb888, 32, 32, picture, 32, 32);

        Assert.Equal(new FaceAlignment(65536, 0, 0, 0), FaceAlignment.Of(places, places.Points));
        Assert.Equal(picture, face);
        Assert.Null(FaceAlignment.Of(places, [.. Enumerable.Repeat((100, 100), 5)]));
        Assert.Null(FaceAlignment.Of(places, [.. places.Points.Select(p => (-p.X, p.Y))]));
        Assert.Null(FacePlaces.Parse("1,1,1,1,1,1,1,1,1,1", (32, 32)));
        Assert.Null(FacePlaces.Parse("arcface", (1000, 1000)));
    }

    /// <summary>The C, built with sanitizers, on random points and frames of every format.</summary>
    [SkippableFact]
    public void The_C_cuts_out_the_same_face()
    {
        using var folder = new TemporaryFolder();
        var random = new TestRandom(3);
        var (cases, expected) = (new List<int>(), new List<byte>());
        var frames = new List<byte>();
        for (var round = 0; round < 140; round++)
        {
            var places = FacePlaces.Parse("arcface", (24, 20))!;
            var (format, width, height) = (Formats[round % Formats.Length], 2 * random.Int(4, 40), random.Int(6, 60));
            var points = round < 20 ? Wild(random) : Points(random, places, Math.Min(width, height) / 24.0);
            var frame = random.Bytes(width * height * format.BytesPerPixel());
            cases.AddRange(
                [
                    .. places.Points.Select(p => p.X), .. places.Points.Select(p => p.Y), .. points.SelectMany(p => new[] { p.X, p.Y }),
                    Array.IndexOf(Formats, format), width, height, frames.Count,
                ]);
            frames.AddRange(frame);
            var alignment = FaceAlignment.Of(places, points);
            expected.AddRange(
                alignment is null ? new byte[16] : Bytes([alignment.Along, alignment.Aside, alignment.X, alignment.Y]));
            expected.AddRange(alignment is null ? new byte[24 * 20 * 3] : alignment.Upright(format, width, height, frame, 20, 24));
        }

        Assert.True(expected.Chunk(16 + (24 * 20 * 3)).Count(c => c[..16].Any(b => b != 0)) > 80);
        File.WriteAllBytes(folder.File("cases.bin"), Bytes(cases));
        File.WriteAllBytes(folder.File("frames.bin"), [.. frames]);
        File.WriteAllText(folder.File("main.c"), """
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include "mnv2_heads.h"

            int main(void)
            {
                FILE *const cases = fopen("cases.bin", "rb"), *const all = fopen("frames.bin", "rb"), *const out = fopen("out.bin", "wb");
                int32_t c[24];
                while (fread(c, sizeof c, 1, cases) == 1)
                {
                    mnv2_face_places places;
                    mnv2_point points[5] = {{0, 0, 0, 0, 0}};
                    memcpy(&places, c, sizeof places);
                    for (int i = 0; i < 5; i++)
                    {
                        points[i].x = c[10 + 2 * i];
                        points[i].y = c[11 + 2 * i];
                    }
                    const int bytes[] = {3, 3, 2, 2, 2, 2, 1};
                    const size_t size = (size_t)(c[21] * c[22] * bytes[c[20]]);
                    uint8_t *const pixels = malloc(size);
                    fseek(all, c[23], SEEK_SET);
                    if (fread(pixels, size, 1, all) != 1)
                    {
                        return 1;
                    }
                    const mnv2_frame frame = {pixels, c[21], c[22], c[20]};
                    mnv2_similarity upright = {0, 0, 0, 0};
                    uint8_t face[24][20 * 3] = {{0}};
                    if (mnv2_align(&places, points, &upright))
                    {
                        for (int32_t y = 0; y < 24; y++)
                        {
                            mnv2_upright_row(&upright, &frame, y, 20, face[y]);
                        }
                    }
                    fwrite(&upright, sizeof upright, 1, out);
                    fwrite(face, sizeof face, 1, out);
                    free(pixels);
                }
                return fclose(out);
            }
            """);
        var runtime = Checkout.PathOf("runtime-c");

        Tool.Run(
            folder.FullPath, "gcc",
            "-std=c11", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-I" + runtime, "main.c",
            runtime + "/mnv2_align.c", "-o", "main");
        Tool.Run(folder.FullPath, folder.File("main"));

        Assert.Equal(expected, File.ReadAllBytes(folder.File("out.bin")));
    }

    /// <summary>Places turned, scaled, shifted and disturbed.</summary>
    private static ImmutableArray<(int X, int Y)> Points(TestRandom random, FacePlaces places, double size = 3)
    {
        var (angle, scale) = (random.Int(-3141, 3141) / 1000.0, size * random.Int(300, 1500) / 1000.0);
        var factor = Complex.FromPolarCoordinates(scale, angle);
        var shift = new Complex(random.Int(-100, 1500), random.Int(-100, 1500));
        return
        [
            .. Numbers(places.Points).Select(q => (q * factor) + (shift / 16))
                .Select(p => ((int)(16 * p.Real) + random.Int(-20, 20), (int)(16 * p.Imaginary) + random.Int(-20, 20))),
        ];
    }

    private static ImmutableArray<(int X, int Y)> Wild(TestRandom random) =>
        [.. Enumerable.Range(0, 5).Select(_ => (unchecked((int)random.NextUInt64()), random.Int(-300000, 300000)))];

    private static Complex[] Numbers(ImmutableArray<(int X, int Y)> points) =>
        [.. points.Select(p => new Complex(p.X / 16.0, p.Y / 16.0))];

    private static Complex Mean(IEnumerable<Complex> numbers) => Sum(numbers) / 5;

    private static Complex Sum(IEnumerable<Complex> numbers) =>
        numbers.Aggregate((a, b) => a + b);

    private static byte[] Bytes(List<int> words)
    {
        var bytes = new byte[sizeof(int) * words.Count];
        for (var i = 0; i < words.Count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(int) * i), words[i]);
        return bytes;
    }
}
