using MobileNetV2.CodeGen.Cli.Inputs;

namespace MobileNetV2.CodeGen.Cli.Tests.Inputs;

public class PictureTests
{
    [Fact]
    public void Enlarging_interpolates_between_pixel_centres()
    {
        var picture = new Picture(2, 1, 1, new byte[] { 0, 100 });

        Assert.Equal([0, 25, 75, 100], picture.ResizedTo(4, 1).Pixels.ToArray());
    }

    [Fact]
    public void Halving_averages_neighbours_in_both_directions()
    {
        var picture = new Picture(2, 2, 1, new byte[] { 0, 10, 20, 31 });

        Assert.Equal([15], picture.ResizedTo(1, 1).Pixels.ToArray());
    }

    [Fact]
    public void Channels_do_not_mix()
    {
        var picture = new Picture(2, 1, 3, new byte[] { 0, 50, 100, 10, 50, 200 });

        Assert.Equal([5, 50, 150], picture.ResizedTo(1, 1).Pixels.ToArray());
    }

    [Fact]
    public void The_same_size_keeps_every_byte()
    {
        var picture = new Picture(3, 1, 1, new byte[] { 9, 200, 31 });

        Assert.Equal(picture.Pixels.ToArray(), picture.ResizedTo(3, 1).Pixels.ToArray());
    }

    [Fact]
    public void A_flat_picture_stays_flat_at_any_size()
    {
        var picture = new Picture(5, 4, 1, Enumerable.Repeat((byte)77, 20).ToArray());

        for (var size = 1; size < 12; size++)
            Assert.All(picture.ResizedTo(size, 12 - size).Pixels.ToArray(), p => Assert.Equal(77, p));
    }

    [Fact]
    public void Grey_is_luma_and_greys_keep_their_value()
    {
        var picture = new Picture(4, 1, 3, new byte[] { 255, 0, 0, 0, 255, 0, 0, 0, 255, 123, 123, 123 });

        Assert.Equal([76, 150, 29, 123], picture.ToGrey().Pixels.ToArray());
    }
}
